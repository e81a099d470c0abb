/** Owns that a policy holds sources and nothing else, whatever it is given; must not know any page. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentPolicy } from '../../../worker/router/pages/content-policy.ts';

describe('a policy', () => {
  test('has each directive once, in order, what is added after what is there', () => {
    expect(
      contentPolicy(
        { 'default-src': ["'none'"], 'img-src': ["'self'", 'data:'] },
        { 'img-src': ['https://cdn.example/li.jpg?x=1'], 'media-src': ['https://media.example:8443/a.mp4'] },
      ),
    ).toBe(
      "default-src 'none'; img-src 'self' data: https://cdn.example; media-src https://media.example:8443",
    );
  });

  test.each([
    'null',
    '*',
    'https:',
    'https://*',
    'https://*.partner.example',
    'https://a.example;script-src',
    'https://a.example,b',
    'https://[::1]:8080',
    "'unsafe-inline'",
    "'unsafe-eval'",
    'javascript:alert(1)',
    'data:text/html,x',
    'partner.example',
    '',
  ])('frames by %j name no more than what it is', (source) => {
    const policy = contentPolicy({ 'frame-ancestors': ["'self'", source] });
    expect(policy).toBe(`frame-ancestors 'self'${source === 'https:' ? ' https:' : ''}`);
  });

  test('left with no source opens nothing', () => {
    expect(contentPolicy({ 'img-src': ['*'] })).toBe("img-src 'none'");
  });

  test('never gets another directive or source out of a source, whatever signs it has', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'a.*;, \'"\n\t:/@-_%[]é。'), maxLength: 20 });
    fc.assert(
      fc.property(signs, fc.constantFrom('https://', 'http://', ''), (text, start) => {
        const policy = contentPolicy({ 'frame-ancestors': ["'self'", start + text] });
        expect(policy).toMatch(/^frame-ancestors 'self'(?: https?:\/\/[a-z0-9._-]+(?::\d+)?)?$/);
      }),
      { numRuns: 3000 },
    );
  });
});
