/** Owns the check of how the environment becomes options, and of addresses; must not start anything. */
import { describe, expect, it } from 'vitest';
import { isOnLoopback, listenAddress, localUrl, readOptions } from '../../bin/serve/options.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

function options(env: Record<string, string>) {
  const read = readOptions(env, '/srv/jinjian');
  if ('error' in read) throw new Error(read.error);
  return read.options;
}

function error(env: Record<string, string>): string {
  const read = readOptions(env, '/srv/jinjian');
  return 'error' in read ? read.error : '';
}

describe('options', () => {
  const defaults = {
    host: '127.0.0.1',
    port: 8787,
    dataDir: '/srv/jinjian/.data',
    publicUrl: null,
    adminToken: null,
    masterKeys: null,
    targets: 'public',
    clientIpHeader: '',
  };

  it('have the defaults of API.md', () => {
    expect(options({})).toEqual(defaults);
  });
  it('count an empty variable as unset', () => {
    const names = ['HOST', 'PORT', 'DATA_DIR', 'PUBLIC_URL', 'ADMIN_TOKEN', 'TARGETS'];
    const env = names.map((name) => [/^(?:HOST|PORT)$/.test(name) ? name : `JINJIAN_${name}`, '']);
    expect(options(Object.fromEntries(env))).toEqual(defaults);
  });
  it('are all read', () => {
    const env = {
      HOST: '::1',
      PORT: '80',
      JINJIAN_DATA_DIR: '/var/lib/进件',
      JINJIAN_PUBLIC_URL: 'https://forms.example.cn/',
      JINJIAN_ADMIN_TOKEN: 'secret-token',
      JINJIAN_MASTER_KEYS: `k2:${key(2)}, k1:${key(1)}`,
      JINJIAN_TARGETS: 'any',
      JINJIAN_CLIENT_IP_HEADER: 'X-Real-IP',
      JINJIAN_HOSTS: 'b.example, c.example:8443',
    };
    expect(options(env)).toEqual({
      host: '::1',
      port: 80,
      dataDir: '/var/lib/进件',
      publicUrl: 'https://forms.example.cn',
      adminToken: 'secret-token',
      masterKeys: `k2:${key(2)},k1:${key(1)}`,
      targets: 'any',
      clientIpHeader: 'X-Real-IP',
      hosts: 'b.example, c.example:8443',
    });
  });

  const refused: [string, string][] = [
    ['HOST', 'example.cn'],
    ['HOST', '127.0.0.1:80'],
    ['HOST', 'fe80::1%eth0'],
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['JINJIAN_PUBLIC_URL', 'forms.example.cn'],
    ['JINJIAN_PUBLIC_URL', 'ftp://forms.example.cn'],
    ['JINJIAN_PUBLIC_URL', 'https://forms.example.cn/path'],
    ['JINJIAN_PUBLIC_URL', 'https://user@forms.example.cn'],
    ['JINJIAN_PUBLIC_URL', 'https://forms.example.cn?a=1'],
    ['JINJIAN_ADMIN_TOKEN', 'two words'],
    ['JINJIAN_ADMIN_TOKEN', '密码'],
    ['JINJIAN_MASTER_KEYS', ''],
    ['JINJIAN_MASTER_KEYS', ' '],
    ['JINJIAN_MASTER_KEYS', key(1)],
    ['JINJIAN_MASTER_KEYS', `k1:${Buffer.alloc(31).toString('base64')}`],
    ['JINJIAN_MASTER_KEYS', `k1:${Buffer.alloc(33).toString('base64')}`],
    ['JINJIAN_MASTER_KEYS', `K1:${key(1)}`],
    ['JINJIAN_MASTER_KEYS', `k1:${key(1)},`],
    ['JINJIAN_MASTER_KEYS', `k1:${key(1)},k1:${key(2)}`],
    ['JINJIAN_TARGETS', 'private'],
    ['JINJIAN_CLIENT_IP_HEADER', 'X Real IP'],
    ['JINJIAN_HOSTS', 'https://b.example'],
    ['JINJIAN_HOSTS', 'b.example c.example'],
    ['JINJIAN_HOSTS', '*.example.cn'],
  ];
  it.each(refused)('refuse %s=%s with one line that names the variable', (name, value) => {
    const line = error({ [name]: value });
    expect(line).toContain(name);
    expect(line).not.toContain('\n');
  });
  it('never repeat a secret in an error', () => {
    expect(error({ JINJIAN_ADMIN_TOKEN: 'hunter 2' })).not.toContain('hunter');
    expect(error({ JINJIAN_MASTER_KEYS: `k1:${key(7)},k1:${key(7)}` })).not.toContain(key(7).slice(0, 8));
    expect(error({ JINJIAN_PUBLIC_URL: 'https://me:hunter2@a.example' })).not.toContain('hunter2');
  });
});

describe('addresses', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1:80', 'http://127.0.0.1:80'],
    ['0.0.0.0', '0.0.0.0:80', 'http://127.0.0.1:80'],
    ['::', '[::]:80', 'http://[::1]:80'],
    ['::1', '[::1]:80', 'http://[::1]:80'],
    ['localhost', '127.0.0.1:80', 'http://localhost:80'],
    ['192.168.1.5', '192.168.1.5:80', 'http://192.168.1.5:80'],
  ])('of HOST=%s', (host, address, url) => {
    expect(listenAddress(host, 80)).toBe(address);
    expect(localUrl(host, 80)).toBe(url);
  });
});

describe('an address', () => {
  it.each(['127.0.0.1:80', '127.9.9.9:80', '[::1]:80'])(
    '%s is reached from this machine alone',
    (address) => {
      expect(isOnLoopback(address)).toBe(true);
    },
  );
  it.each(['0.0.0.0:80', '[::]:80', '192.168.1.5:80', '[fd00::1]:80', '128.0.0.1:80'])(
    '%s is reached by others',
    (address) => {
      expect(isOnLoopback(address)).toBe(false);
    },
  );
});
