/** Owns the `<jinjian-form>` element: attributes, properties, life on the page; must not know fields or sending. */
import type { Locale } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { landing } from '../attribution/landing.ts';
import { refCodeOf } from '../attribution/ref-code.ts';
import { readBase, readPrefill } from '../config/read-config.ts';
import type { Emit } from '../events.ts';
import { fetchFilling } from '../form/fetch-filling.ts';
import type { FormConfig } from '../form/form-config.ts';
import { type MountedForm, mountForm } from '../form/mount-form.tsx';
import { showFailure, showLoading } from '../form/standby-view.tsx';
import { adoptStyle } from '../form/style/adopt-style.ts';
import { homeOrigin } from '../parts/fetch-part.ts';
import { fetchWords, isLocale } from '../words/fetch-words.ts';
import { knownWords } from '../words/known-words.ts';
import { attributes, reflect, takeEarly } from './attributes.ts';
import { join, leave, type Registered, type Slot } from './bundle-registry.ts';
import type { Embedding, OpenOptions } from './embedding.ts';
import { fetchEmbed } from './fetch-embed.ts';
import { onScriptSettled } from './pending-script.ts';

/** Longer than React's StrictMode and a router's turn take, shorter than a visitor's. */
const comeBackMs = 1_000;

/** A server without a DOM imports the package too; it never constructs the class. */
const ElementBase: typeof HTMLElement =
  !__JINJIAN_SCRIPT__ && typeof HTMLElement === 'undefined'
    ? (class {} as unknown as typeof HTMLElement)
    : HTMLElement;

/** A loan application form. Names its form by `tenant` and `form`; the form comes by script, by `bundle` or by fetch. */
export class JinjianForm extends ElementBase implements Slot {
  static observedAttributes: readonly string[] = attributes;

  /** The tenant's id. */
  declare tenant: string;
  /** The form's id. */
  declare form: string;
  /** The server's origin; by default the script's. */
  declare base: string;
  /** A referral code for this visit; the page's `?r=` goes first. */
  declare code: string;
  /** The same by its first name, which Vue and React keep for themselves. */
  declare ref: string;
  /** The language of the form's own words, instead of the one that the form is in. */
  declare locale: string;
  /** `popup`, `drawer`, `tab` or `page` for a form that opens above the page; else it stands in it. */
  declare mode: string;
  /** `left` or `right`, of a drawer and its tab. */
  declare side: string;
  /** What the tab says; the form's title unless given. */
  declare label: string;
  /** `load`, `scroll:50` (percent), `time:8` (seconds), `exit`; several by spaces. */
  declare openOn: string;
  /** `light` or `dark`; else as the visitor has it. */
  declare theme: string;
  /** A ready theme. */
  declare look: string;
  /** Reserved height in px of an inline form, so that nothing moves when it comes. */
  declare height: string;

  private readonly root = this.attachShadow({ mode: 'open' });
  /** Where the form stands. */
  private readonly place = placeIn(this.root);
  private embedding: Embedding | undefined;

  private answers: Readonly<Record<string, unknown>> = {};

  private given: FormBundle | null | undefined;
  private arrived: Registered | undefined;
  private mounted: MountedForm | undefined;
  /** What is on screen, so that nothing is drawn twice and what was typed outlives a move of the element. */
  private shown = '';
  private settling: boolean | undefined;

  /** A published form to show without asking the server for it. */
  get bundle(): FormBundle | null {
    return this.given || this.arrived?.bundle || null;
  }
  set bundle(bundle: FormBundle | null) {
    this.given = bundle;
    this.settle();
  }

  /** Answers for fields that have none yet, by field id; the attribute of this name holds them as JSON. Never a consent. */
  get prefill(): Readonly<Record<string, unknown>> {
    return { ...readPrefill(this.getAttribute('prefill')), ...this.answers };
  }
  set prefill(answers: Readonly<Record<string, unknown>>) {
    this.answers = { ...this.answers, ...answers };
    this.mounted?.fill(this.answers);
  }

  /** True until the applicant has typed or ticked something. */
  get pristine(): boolean {
    return !this.mounted || this.mounted.isPristine();
  }

  connectedCallback(): void {
    takeEarly(this);
    join(this);
    this.settle();
  }

  disconnectedCallback(): void {
    leave(this);
    this.embedding?.end();
    // Only moved, or taken out and put back by a framework: then the form goes on.
    setTimeout(() => {
      if (!this.isConnected) this.clear('');
    }, comeBackMs);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    // Another form is named: what came for the first is not it.
    if (before && before !== now && /tenant|form/.test(name)) this.arrived = undefined;
    this.settle();
  }

  /** Shows the form above the page; rejects when what it takes can't be reached now. */
  async open(options?: OpenOptions): Promise<void> {
    (await this.embed()).open(options);
  }

  /** Takes it off again. What was typed stays. */
  async close(): Promise<void> {
    (await this.embed()).close();
  }

  /** `tenant/form`, as far as they are known. */
  get path(): string {
    const { tenant, form, arrived, bundle } = this;
    return `${tenant || arrived?.tenant || ''}/${form || bundle?.form.id || ''}`;
  }

  private async embed(): Promise<Embedding> {
    const part = await fetchEmbed(this.server() || '');
    this.embedding ||= part.attach(this, this.root, this.place);
    return this.embedding;
  }

  /** Called by the registry when a script brings a form. */
  offer(entry: Registered): boolean {
    const { tenant, bundle } = entry;
    const form = this.form || this.arrived?.bundle.form.id || bundle.form.id;
    if (this.given || form !== bundle.form.id || (this.tenant || tenant) !== tenant) return false;
    this.arrived = entry;
    this.settle();
    return true;
  }

  /** Once per task, after all that the page and the script set in it. */
  private settle(): void {
    if (this.settling) return;
    this.settling = true;
    Promise.resolve().then(() => {
      this.settling = false;
      if (this.isConnected) this.update();
    });
  }

  private update(): void {
    const { tenant, form, bundle, height } = this;
    const isInline = /^(inline)?$/.test(this.mode);
    if (height) this.style.minHeight = isInline ? `${height}px` : '';
    this.place.style.display = isInline ? '' : 'none';
    if (!isInline || this.embedding)
      this.embed().then(
        (embedding) => embedding.refresh(),
        () => {},
      );
    if (bundle) this.show(bundle);
    else {
      // With its style the element is a block: a height reserved by attribute counts from now on.
      if (!this.shown) showLoading(this.stage());
      onScriptSettled(tenant && form ? `/w/${tenant}/${form}.js` : '', () => {
        if (!this.bundle) this.fetch();
      });
    }
  }

  private show(bundle: FormBundle): void {
    const config = this.config(bundle.form.id, bundle.form.locale);
    const words = knownWords(config?.locale);
    if (!config) {
      this.fail('not_named');
    } else if (!words || (!words.sentence && bundle.notices.some(({ summary }) => !summary))) {
      if (this.turnTo(config, '')) showLoading(this.stage());
      fetchWords(config.locale, config.base).then(
        () => this.settle(),
        () => this.fail('unreachable'),
      );
    } else if (this.turnTo(config, bundle.digest)) {
      const place = this.stage(bundle.form.theme, config.locale);
      this.mounted = mountForm(place, config, bundle, words, this.emitter(config));
    }
  }

  private async fetch(): Promise<void> {
    const config = this.config(this.form);
    if (!config) return this.fail('not_named');
    if (!this.turnTo(config, '')) return;
    const { shown } = this;
    showLoading(this.stage());
    const { tenant, base, form } = config;
    const part = await fetchFilling(base).catch(() => null);
    const fetched = (await part?.fetchBundle(base, tenant, form)) || { failed: 'unreachable' };
    // Another form was named meanwhile, or came by script.
    if (this.shown !== shown) return;
    if ('failed' in fetched) return this.fail(fetched.failed);
    this.arrived = { tenant, base, ...fetched };
    this.update();
  }

  private fail(code: string): void {
    const { tenant, form } = this;
    showFailure(this.stage(), () => {
      this.shown = '';
      this.update();
    });
    console.error(`[jinjian] <jinjian-form tenant="${tenant}" form="${form}"> cannot load: ${code}`);
    this.emitter({ tenant, form })('jinjian:error', { code });
  }

  /** True when what is to be shown is not what is on screen, which then is taken off. */
  private turnTo(config: FormConfig, digest: string): boolean {
    // Not its `ref`: a page that cleans its address must not cost anyone what they typed.
    const shown = `${[config.tenant, config.form, config.base, config.locale, digest]}`;
    if (shown === this.shown) return false;
    this.clear(shown);
    return true;
  }

  /** The one place where a form ends: what it holds can be kept from here for the next one of its kind. */
  private clear(shown: string): void {
    this.mounted?.unmount();
    this.mounted = undefined;
    this.shown = shown;
  }

  private server(): string | null {
    return readBase(this.base || this.arrived?.base || homeOrigin(), location.href);
  }

  private config(form: string, spoken?: Locale): FormConfig | null {
    const tenant = this.tenant || this.arrived?.tenant;
    const base = this.server();
    const locale = isLocale(this.locale) ? this.locale : spoken || 'zh-CN';
    // The page's `?r=` goes first, since it names this very visit.
    const ref = refCodeOf(location.search + location.hash + landing, this.code || this.ref);
    return base && tenant && form
      ? { tenant, form, base, locale, ref, landing, prefill: this.prefill }
      : null;
  }

  /** The place inside the shadow root where the form stands, with its style. */
  private stage(theme: Record<string, string> = {}, lang: string = ''): HTMLElement {
    const { root, place } = this;
    adoptStyle(root, theme, lang);
    place.className = `j ${theme.look ?? ''}`;
    place.lang = lang;
    this.embedding?.refresh();
    return place;
  }

  private emitter({ tenant, form }: { tenant: string; form: string }): Emit {
    return (type, detail) =>
      this.dispatchEvent(
        new CustomEvent(type, {
          bubbles: true,
          composed: true,
          cancelable: type === 'jinjian:submit',
          detail: { tenant, form, ...detail },
        }),
      );
  }
}

reflect(JinjianForm.prototype);

function placeIn(root: ShadowRoot): HTMLElement {
  const place = document.createElement('div');
  place.className = 'j';
  place.setAttribute('part', 'card');
  root.append(place);
  return place;
}

declare global {
  interface HTMLElementTagNameMap {
    'jinjian-form': JinjianForm;
  }
}
