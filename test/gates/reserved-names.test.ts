/** Owns the table of names that frameworks and HTML keep for themselves: an attribute of ours by such a name never arrives. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attributes } from '../../sdk/element/attributes.ts';
import { repository } from './source-file.ts';

const reserved: Record<string, RegExp> = {
  HTML: /^(?:accesskey|autocapitalize|autocorrect|autofocus|class|contenteditable|dir|draggable|enterkeyhint|exportparts|hidden|id|inert|inputmode|is|item(?:id|prop|ref|scope|type)|lang|nonce|on.*|part|popover|role|slot|spellcheck|style|tabindex|title|translate|writingsuggestions|xml.*|aria-.*)$/,
  'HTMLElement, by property':
    /^(?:attributes|children|classname|dataset|innerhtml|innertext|nodename|nodevalue|outerhtml|parent(?:node)?|prefix|shadowroot|tagname|textcontent)$/,
  // A prop of a custom element whose name begins with `on` is a listener to React, Preact and Svelte.
  React:
    /^(?:key|ref|children|dangerouslysetinnerhtml|default(?:checked|value)|innerhtml|on.*|suppress\w+warning|style|classname)$/,
  Preact: /^(?:key|ref|children|on.*)$/,
  'Vue 2 and 3':
    /^(?:key|ref|ref_(?:for|key)|is|inline-template|slot|slot-scope|scope|v-.*|onvnode.*|[:@#].*)$/,
  Angular: /^(?:ng(?:-.*)?|ng[A-Z].*|i18n(?:-.*)?|(?:bind|on|bindon|ref|let|data-ng|x-ng)-.*|[[(*#].*)$/,
  Svelte: /^(?:this|slot|on.*|\w+:.*)$/,
  Solid: /^(?:ref|classlist|children|\w+:.*|\$.*)$/,
  Alpine: /^(?:x-.*|[:@].*)$/,
  htmx: /^(?:(?:data-)?hx-.*|(?:data-)?sse-.*|(?:data-)?ws-.*)$/,
  Stimulus: /^data-(?:controller|action|[\w-]+-(?:target|value|class|outlet|param))$/,
  'Turbo, Livewire, Unpoly': /^(?:data-turbo.*|wire:.*|up-.*)$/,
  'Lit, Astro, Qwik': /^(?:[.?@].*|(?:client|server|set|is|define|q|bind):.*|.*\$)$/,
  'Bootstrap, jQuery': /^data-(?:bs-.*|toggle|target|dismiss|ride|role)$/,
};

/** Names that have to stay for pages which have them, with the name that arrives everywhere. */
const aliases: Record<string, string> = { ref: 'code' };

/** What a page writes: attributes of the elements, and what a script tag or an opener carries. */
const shareCentre = readFileSync(join(repository, 'sdk/share/centre/jinjian-share.ts'), 'utf8');
const names = [
  ...attributes,
  'prefill',
  ...attributes.map((name) => `data-${name}`),
  ...[...shareCentre.matchAll(/getAttribute\('([\w-]+)'\)/g)].map(([, name = '']) => name),
  'data-jinjian-open',
  'data-jinjian-mode',
];

function takenBy(name: string): string[] {
  return Object.entries(reserved)
    .filter(([, pattern]) => pattern.test(name))
    .map(([whose]) => whose);
}

describe('names that a page writes', () => {
  it.each(names.filter((name) => !(name in aliases)))('%s is kept by no framework for itself', (name) => {
    expect(takenBy(name)).toEqual([]);
  });
  it('the table knows the names that were met', () => {
    for (const name of ['ref', 'key', 'slot', 'is', 'v-model', 'x-data', 'hx-get', 'on-open', 'data-hx-get'])
      expect(takenBy(name), name).not.toEqual([]);
  });
  it.each(Object.entries(aliases))('%s is the second name of %s, which all can write', (alias, name) => {
    expect(attributes).toContain(alias);
    expect(attributes).toContain(name);
    expect(takenBy(alias)).not.toEqual([]);
  });
});
