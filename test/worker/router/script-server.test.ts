/** Which server a script says it is from. */
import { expect, test } from 'vitest';
import { scriptServer } from '../../../worker/router/script-server.ts';

const publicUrl = 'https://forms.example.cn';

test.each([
  ['its public name', 'https://forms.example.cn/w/a/b.js', publicUrl],
  [
    'the public name with the port that a proxy forwards to',
    'http://forms.example.cn:8787/w/a/b.js',
    publicUrl,
  ],
  ['a further public name', 'http://old.example.cn/w/a/b.js', 'https://old.example.cn'],
  ['a further public name with a port', 'http://old.example.cn:8443/w/a/b.js', 'https://old.example.cn:8443'],
  ['a name of a container behind a proxy', 'http://jinjian:8787/w/a/b.js', publicUrl],
  ['an internal name', 'http://forms.svc.internal/w/a/b.js', publicUrl],
  ['an address behind a proxy', 'http://10.0.0.5:8787/w/a/b.js', publicUrl],
  ['the machine itself, behind a proxy', 'http://127.0.0.1:8787/w/a/b.js', publicUrl],
])('asked under %s', (_what, asked, expected) => {
  expect(scriptServer(asked, publicUrl)).toBe(expected);
});

test('a server of one machine is whichever of its names was asked', () => {
  for (const origin of ['http://127.0.0.1:8787', 'http://localhost:8787', 'http://192.168.1.5:8787'])
    expect(scriptServer(`${origin}/w/a/b.js`, 'http://127.0.0.1:8787')).toBe(origin);
});
