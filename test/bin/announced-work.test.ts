/** Owns the check of how announcements are read out of what the Worker prints; no process. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnnouncedWork } from '../../bin/serve/announced-work.ts';

const begun = (id: string, what: string) => `jinjian-work begun ${id} ${what}\n`;
const ended = (id: string) => `jinjian-work ended ${id}\n`;

describe('announcements', () => {
  it('are kept from people, who get every other line whole', () => {
    const work = new AnnouncedWork();
    const text = `one\n${begun('a', 'GET /v1/leads.csv of acme')}two\njinjian-work is a word\n`;
    expect(work.read(text, 0)).toBe('one\ntwo\njinjian-work is a word\n');
    expect(work.read('three', 0)).toBe('');
    expect(work.read(' and four\nfi', 0)).toBe('three and four\n');
    expect(work.end()).toBe('fi');
  });
  it('tell what is under way, the newest first, with its age', () => {
    const work = new AnnouncedWork();
    work.read(begun('a', 'GET /v1/leads.csv of acme'), 1000);
    work.read(begun('b', 'POST /v1/notices of other'), 3000);
    work.read(begun('c', 'POST /v1/lint'), 3000);
    work.read(ended('c'), 3100);
    expect(work.describe(4500)).toBe(
      'POST /v1/notices of other (request b, begun 1.5 s ago); GET /v1/leads.csv of acme (request a, begun 3.5 s ago)',
    );
  });
  it('name five, and say how many more there are', () => {
    const work = new AnnouncedWork();
    for (let at = 0; at < 7; at++) work.read(begun(`r${at}`, 'POST /v1/lint'), 0);
    expect(work.describe(0)).toMatch(/^POST \/v1\/lint \(request r6, .*; and 2 more$/);
  });
  it('of nothing say so: brief requests are not announced', () => {
    const work = new AnnouncedWork();
    work.read(begun('a', 'POST /v1/lint'), 0);
    work.end();
    expect(work.describe(0)).toContain('no longer work had begun');
  });
  it('whose ends never come take bounded room', () => {
    const work = new AnnouncedWork();
    for (let at = 0; at < 30_000; at++) work.read(begun(`r${at}`, 'x'), 0);
    expect(work.describe(0)).toContain('and 9995 more');
  });
  it('are read alike however the text is cut', () => {
    const text = `one\n${begun('a', 'POST /v1/lint')}${begun('b', 'x')}two\n${ended('b')}three\n`;
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const work = new AnnouncedWork();
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const printed = places.slice(1).map((end, at) => work.read(text.slice(places[at], end), 0));
        expect(printed.join('')).toBe('one\ntwo\nthree\n');
        expect(work.describe(0)).toContain('request a');
        expect(work.describe(0)).not.toContain('request b');
      }),
    );
  });
});
