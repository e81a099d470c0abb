/** Owns the check that an address is looked at only while it is one that somebody asks for; must not know a route. */
import { expect, it } from 'vitest';
import { addressFault } from '../../../worker/router/address-bounds.ts';

const url = 'https://forms.example.cn/v1/leads?';

it.each([
  ['a plain one', url],
  ['one with another page’s address in it', `${url}url=${'%2F'.repeat(4000)}`],
  ['a hundred parameters', `${url}${Array(100).fill('a').join('&')}`],
])('%s is read', (_what, address) => {
  expect(addressFault(address)).toBeNull();
});

it.each([
  ['of more than 16 KiB', `${url}${'a'.repeat(16 * 1024)}`, 'too_many_signs', 16_384],
  [
    'of more than a hundred parameters',
    `${url}${Array(101).fill('a').join('&')}`,
    'too_many_parameters',
    100,
  ],
])('one %s is refused, with the cap', (_what, address, code, max) => {
  expect(addressFault(address)).toEqual({
    refused: 'uri_too_long',
    errors: [{ path: '', code, params: { max } }],
  });
});
