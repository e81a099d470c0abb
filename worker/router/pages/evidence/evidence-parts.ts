/** Owns the small parts of the evidence report: Chinese labels with English beside, facts, tables, times; no section. */
import { chinaTime } from '../../../../contract/china-time.ts';
import { type Markup, markup } from '../html.ts';

/** A label as the report writes it: 中文 with English beside. */
export function label(zh: string, english: string): Markup {
  return markup`${zh} <span lang="en">${english}</span>`;
}

export type Fact = [zh: string, english: string, value: string | Markup];

export function facts(rows: readonly Fact[]): Markup {
  const each = rows.map(([zh, english, value]) => markup`<dt>${label(zh, english)}</dt><dd>${value}</dd>`);
  return markup`<dl class="facts">${each}</dl>`;
}

export function table(heads: readonly [string, string][], rows: readonly (string | Markup)[][]): Markup {
  const head = heads.map(([zh, english]) => markup`<th>${label(zh, english)}</th>`);
  const body = rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>`);
  return markup`<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

export function time(at: string): Markup {
  return markup`<span class="num">${chinaTime(at)}</span>`;
}

export function mono(text: string): Markup {
  return markup`<code>${text}</code>`;
}

/** Sentences one below the other. */
export function lines(sentences: readonly (string | Markup)[]): Markup {
  return markup`${sentences.map((sentence, at) => (at === 0 ? markup`${sentence}` : markup`<br>${sentence}`))}`;
}
