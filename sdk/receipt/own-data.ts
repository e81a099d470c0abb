/** Owns what a person sees and does with their data once their phone is verified; access and values stay in memory alone. */
import type { Field, Values } from '../../contract/form.ts';
import type { ReceiptPageData } from '../../contract/receipt-page.ts';
import { copyText } from '../copy-text.ts';
import { type Answered, ask, jsonOf, problemOf } from './ask.ts';
import { type CodeRow, codeRow } from './code-row.ts';
import type { Correction } from './correction.ts';
import { failureText } from './failure-text.ts';
import { forgetSecret } from './kept-secret.ts';
import { canBeMobile } from './own-mobile.ts';
import { byId } from './page-data.ts';
import { refresh } from './page-refresh.ts';
import type { OwnPart, PlacesPart } from './part-types.ts';
import { saveFile } from './take-away.ts';
import { valueText } from './value-text.ts';

/** What `GET …/data` answers, as far as the page needs it: from this page's own server. */
interface OwnData {
  lead: { values: Values; restrictedAt?: string };
  fields: Field[];
  tenant: { name: string };
  form: { title: string };
  recipients: { legalName: string; contact: string }[];
}

const noPlaces: PlacesPart = { placeName: (code) => code, places: () => [] };

export class OwnDataView {
  readonly #data: ReceiptPageData;
  readonly #onChange: () => void;
  readonly #code: CodeRow | null;
  /** Of the receipt, on the device that submitted. */
  #secret: string | null;
  #access = '';
  #own: OwnData | null = null;
  /** The file as the server wrote it. */
  #file = '';
  #places = noPlaces;
  #correction: Correction | null = null;
  #part: OwnPart | null = null;

  constructor(data: ReceiptPageData, secret: string | null, onChange: () => void) {
    this.#data = data;
    this.#secret = secret;
    this.#onChange = onChange;
    this.#code = codeRow(data, (answer) => failureText(answer, data.words));
    this.#code?.show(secret === null);
    const verify = byId('verify');
    verify.hidden = false;
    verify.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#busy(() => this.#verify());
    });
    byId('correct').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#busy(() => this.#correct());
    });
    byId('own').addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('[data-do]') : null;
      const act = button && this.#acts[button.getAttribute('data-do') ?? ''];
      if (act) this.#busy(act);
    });
  }

  readonly #acts: Record<string, () => unknown> = {
    edit: () => this.#edit(),
    cancel: () => this.#read(),
    download: () => this.#download(),
    data: () => this.#save('personal-data.json', this.#file),
    copy: () => this.#copy(this.#data.words.copied),
    restrict: () => this.#restrict(),
    erase: () => this.#erase(),
  };

  /** One thing at a time: a second tap waits for nothing and does nothing. */
  #isBusy = false;
  async #busy(act: () => unknown): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    byId('own-error').textContent = '';
    byId('own-said').textContent = '';
    await act();
    this.#isBusy = false;
  }

  #ask(right: string, body?: unknown): Promise<Answered> {
    const { receipt, locale } = this.#data;
    return ask(`/v1/receipts/${receipt}/${right}`, {
      body,
      locale,
      ...(this.#access && { access: this.#access }),
    });
  }

  async #verify(): Promise<void> {
    const [phone, error] = [byId('phone'), byId('phone-error')];
    error.textContent = '';
    const typed = phone instanceof HTMLInputElement ? phone.value : '';
    if (!canBeMobile(typed)) {
      error.textContent = this.#data.words.phoneFirst;
      return phone.focus();
    }
    this.#access = '';
    const code = this.#secret === null && this.#code ? this.#code.typed() : undefined;
    if (code === null) return;
    const proof = this.#secret === null ? { code } : { receiptSecret: this.#secret };
    const answer = await this.#ask('verify-phone', { phone: typed, ...proof });
    if (answer.status === 422 && this.#secret !== null) {
      // Not this receipt's: then as on any other device.
      this.#forget();
      return this.#code ? undefined : this.#verify();
    }
    const { access }: { access?: unknown } = Object(jsonOf(answer));
    if (answer.status !== 200 || typeof access !== 'string') {
      error.textContent = failureText(answer, this.#data.words);
      phone.focus();
      return;
    }
    this.#access = access;
    if (await this.#load()) {
      byId('who').hidden = true;
      byId('own').hidden = false;
      byId('data').focus();
    } else error.textContent = this.#data.words.unreachable;
  }

  #forget(): void {
    this.#secret = null;
    if (this.#data.mark !== null) forgetSecret(this.#data.mark);
    this.#code?.show(true);
  }

  /** What is shown may have changed by a withdrawal; not under the hand of someone who corrects it. */
  reload(): void {
    if (this.#own !== null && document.getElementById('own') && byId('correct').hidden)
      this.#busy(() => this.#load());
  }

  /** True when the data came and is shown. */
  async #load(): Promise<boolean> {
    const answer = await this.#ask('data');
    if (answer.status !== 200) {
      this.#tell(answer);
      return false;
    }
    const own: OwnData = JSON.parse(answer.text);
    this.#own = own;
    this.#file = answer.text;
    const part = this.#needPart();
    if (own.fields.some(({ kind }) => kind === 'region'))
      this.#places = await this.#import('places').catch(() => noPlaces);
    await part;
    this.#read();
    return true;
  }

  #import(name: string) {
    return import(/* @vite-ignore */ `/w/jinjian-${this.#data.version}-${name}.js`);
  }

  /** Null, and said so, where it can't be reached now. */
  async #needPart(): Promise<OwnPart | null> {
    this.#part = this.#part ?? (await this.#import('own').catch(() => null));
    if (this.#part === null) byId('own-error').textContent = this.#data.words.unreachable;
    return this.#part;
  }

  /** The values as a list. */
  #read(): void {
    const list = byId('values');
    list.textContent = '';
    for (const [label, text] of this.#lines()) {
      const [name, value] = [document.createElement('dt'), document.createElement('dd')];
      name.textContent = label;
      value.textContent = text;
      list.appendChild(name);
      list.appendChild(value);
    }
    const isRestricted = this.#own !== null && this.#own.lead.restrictedAt !== undefined;
    const { restrict, lift } = this.#data.words;
    const button = document.querySelector('[data-do=restrict]');
    if (button) button.textContent = isRestricted ? lift : restrict;
    this.#show(false);
  }

  #lines(): [string, string][] {
    if (this.#own === null) return [];
    const { fields, lead } = this.#own;
    return fields
      .filter((field) => !field.showIf || lead.values[field.id] !== undefined)
      .map((field) => [
        field.label,
        valueText(field, lead.values[field.id], this.#data.words, this.#places.placeName),
      ]);
  }

  #show(isEditing: boolean): void {
    for (const id of ['correct', 'editing']) byId(id).hidden = !isEditing;
    for (const id of ['values', 'reading']) byId(id).hidden = isEditing;
  }

  async #edit(): Promise<void> {
    if (this.#own === null) return;
    const form = byId('correct');
    const { fields, lead } = this.#own;
    const part = await this.#needPart();
    if (part === null) return;
    this.#correction = part.drawCorrection(form, fields, lead.values, this.#data, this.#places.places());
    this.#show(true);
    const first = form.querySelector<HTMLElement>('input,select,textarea');
    if (first) first.focus();
  }

  async #correct(): Promise<void> {
    const { words } = this.#data;
    if (this.#correction === null || !this.#correction.isRight()) return;
    this.#correction.showErrors([]);
    const answer = await this.#ask('correct', { values: this.#correction.changes() });
    const { errors } = problemOf(answer);
    if (Array.isArray(errors)) {
      byId('own-error').textContent = this.#correction.showErrors(errors).join(' ');
      return;
    }
    if (answer.status !== 200) return this.#tell(answer);
    const { corrected }: { corrected?: unknown } = Object(jsonOf(answer));
    if (!(await this.#load())) return;
    byId('own-said').textContent = corrected ? words.corrected : words.unchanged;
    byId('data').focus();
  }

  async #restrict(): Promise<void> {
    const { words } = this.#data;
    const isRestricted = this.#own !== null && this.#own.lead.restrictedAt !== undefined;
    const answer = await this.#ask('restrict', { restricted: !isRestricted });
    if (answer.status !== 200) return this.#tell(answer);
    await Promise.all([this.#load(), refresh()]);
    byId('own-said').textContent = isRestricted ? words.lifted : words.restricted;
  }

  async #erase(): Promise<void> {
    const answer = await this.#ask('erase', {});
    if (answer.status !== 200) return this.#tell(answer);
    this.#own = null;
    this.#file = '';
    this.#access = '';
    this.#forget();
    if (!(await refresh())) location.reload();
    const banner = byId('banner');
    banner.focus();
    banner.scrollIntoView();
    this.#onChange();
  }

  /** To read, by anyone who can open a page; the same as data is beside it. */
  async #download(): Promise<void> {
    const part = await this.#needPart();
    const { words, locale } = this.#data;
    if (part === null || this.#own === null) return;
    const { tenant, form, recipients } = this.#own;
    const page = part.readablePage({
      title: words.ownTitle,
      about: [form.title, ...recipients.map(({ legalName, contact }) => `${legalName} ${contact}`)],
      lines: this.#lines(),
      locale,
    });
    return this.#save(`${tenant.name}.html`, page);
  }

  async #save(name: string, text: string): Promise<void> {
    // A browser inside an app that saves no files: what can't be kept as one is kept as text.
    if (/MicroMessenger/i.test(navigator.userAgent)) return this.#copy(this.#data.words.savedHint);
    saveFile(name, text);
  }

  async #copy(done: string): Promise<void> {
    const lines = this.#lines().map(([label, text]) => `${label}\t${text}`);
    const isCopied = await copyText(lines.join('\n'), byId('own-said'));
    byId(isCopied ? 'own-said' : 'own-error').textContent = isCopied ? done : this.#data.words.unreachable;
  }

  /** What went wrong, where it is read; an ended access begins anew. */
  #tell(answer: Answered): void {
    const { words } = this.#data;
    if (answer.status !== 401) {
      byId('own-error').textContent = failureText(answer, this.#data.words);
      return;
    }
    this.#own = null;
    this.#file = '';
    byId('values').textContent = '';
    byId('correct').textContent = '';
    byId('own').hidden = true;
    byId('who').hidden = false;
    byId('phone-error').textContent = words.expired;
    byId('phone').focus();
  }
}
