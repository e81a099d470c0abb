/** Owns the `<jinjian-form>` element: attributes, properties, life on the page; must not know fields or sending. */
import type { Locale } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { readBase, readPrefill, readRef } from '../config/read-config.ts';
import type { Emit } from '../events.ts';
import { fetchFilling } from '../form/fetch-filling.ts';
import type { FormConfig } from '../form/form-config.ts';
import { type MountedForm, mountForm } from '../form/mount-form.tsx';
import { showFailure, showLoading } from '../form/standby-view.tsx';
import { adoptStyle } from '../form/style/adopt-style.ts';
import { fetchWords, isLocale } from '../words/fetch-words.ts';
import { knownWords } from '../words/known-words.ts';
import { join, leave, type Registered } from './bundle-registry.ts';
import { onScriptSettled } from './pending-script.ts';

/** A server without a DOM imports the package too; it never constructs the class. */
const ElementBase: typeof HTMLElement =
  typeof HTMLElement === 'undefined' ? (class {} as unknown as typeof HTMLElement) : HTMLElement;

const attributes = ['tenant', 'form', 'base', 'ref', 'locale'] as const;

/** A loan application form. Names its form by `tenant` and `form`; the form comes by script, by `bundle` or by fetch. */
export class JinjianForm extends ElementBase {
  static observedAttributes: readonly string[] = attributes;

  /** The tenant's id. */
  declare tenant: string;
  /** The form's id. */
  declare form: string;
  /** The server's origin; by default the script's. */
  declare base: string;
  /** A referral code for this visit; the page's `?r=` goes first. */
  declare ref: string;
  /** The language of the form's own words, instead of the one that the form is in. */
  declare locale: string;

  private answers: Readonly<Record<string, unknown>> = {};

  private given: FormBundle | null = null;
  private arrived: Registered | null = null;
  private mounted: MountedForm | null = null;
  /** What is on screen, so that nothing is drawn twice and what was typed outlives a move of the element. */
  private shown = '';
  private settling = false;

  /** A published form to show without asking the server for it. */
  get bundle(): FormBundle | null {
    return this.given ?? this.arrived?.bundle ?? null;
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
    this.answers = Object(answers);
    this.mounted?.fill(this.answers);
  }

  /** True until the applicant has typed or ticked something. */
  get pristine(): boolean {
    return this.mounted?.isPristine() ?? true;
  }

  connectedCallback(): void {
    // Properties set before the class was defined stand in the way of its accessors.
    for (const name of [...attributes, 'bundle', 'prefill']) {
      const early = Object.getOwnPropertyDescriptor(this, name);
      if (early && Reflect.deleteProperty(this, name)) Reflect.set(this, name, early.value);
    }
    join(this);
    this.settle();
  }

  disconnectedCallback(): void {
    leave(this);
  }

  attributeChangedCallback(): void {
    this.settle();
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
    const { tenant, form, bundle } = this;
    if (bundle) this.show(bundle);
    else
      onScriptSettled(tenant && form ? `/w/${tenant}/${form}.js` : '', () => {
        if (!this.bundle) this.fetch();
      });
  }

  private show(bundle: FormBundle): void {
    const config = this.config(bundle.form.id, bundle.form.locale);
    const words = knownWords(config?.locale);
    if (!config) {
      this.fail('not_named');
    } else if (!words) {
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
    const fetched = (await part?.fetchBundle(base, tenant, form)) ?? { failed: 'unreachable' };
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
    const shown = JSON.stringify([config.tenant, config.form, config.base, config.locale, digest]);
    if (shown === this.shown) return false;
    this.mounted?.unmount();
    this.mounted = null;
    this.shown = shown;
    return true;
  }

  private config(form: string, spoken?: Locale): FormConfig | null {
    const tenant = this.tenant || this.arrived?.tenant;
    const base = readBase(this.base || this.arrived?.base || location.origin, location.href);
    const locale = isLocale(this.locale) ? this.locale : (spoken ?? 'zh-CN');
    const ref = readRef(this.ref, location.search);
    return base && tenant && form ? { tenant, form, base, locale, ref, prefill: this.prefill } : null;
  }

  /** The place inside the shadow root where the form stands, with its style. */
  private stage(theme: Record<string, string> = {}, lang: string = ''): Element {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    adoptStyle(root, theme, lang);
    const place = root.querySelector<HTMLElement>('.j') ?? root.appendChild(document.createElement('div'));
    place.className = `j ${theme.look ?? ''}`;
    place.lang = lang;
    place.setAttribute('part', 'card');
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

for (const name of attributes) {
  Object.defineProperty(JinjianForm.prototype, name, {
    configurable: true,
    get(this: JinjianForm) {
      return this.getAttribute(name) ?? '';
    },
    set(this: JinjianForm, value: string) {
      this.setAttribute(name, value);
    },
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'jinjian-form': JinjianForm;
  }
}
