/** Owns how the tests are run: which runtime each folder needs; must not know what they check. */
import { readFileSync } from 'node:fs';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** 32 bytes of 1: a key that protects nothing. */
const testMasterKeys = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** What the builds of the SDK and of the Worker fill in. */
const define = { __JINJIAN_VERSION__: JSON.stringify(version) };

export default defineConfig({
  test: {
    reporters: ['default', './test/reporter.ts'],
    passWithNoTests: false,
    projects: [
      {
        define,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/{contract,worker,bin,gates,demo}/**/*.test.{ts,tsx}', 'test/fuzz/harness.test.ts'],
          // test/bin starts real processes.
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        // The source of the Worker, inside the real runtime, with the objects and the date of wrangler.toml.
        define,
        plugins: [
          cloudflareTest({
            // The Worker itself, seen through what the plugin can't do.
            main: './test/workerd/main.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                JINJIAN_PUBLIC_URL: 'https://jinjian.test',
                JINJIAN_ADMIN_TOKEN: 'jadmin_test_Wq3xK9vTz7RmB2nLs8YdPf4G',
                JINJIAN_MASTER_KEYS: testMasterKeys,
                JINJIAN_TARGETS: 'any',
                JINJIAN_CLIENT_IP_HEADER: '',
              },
            },
          }),
        ],
        test: {
          name: 'workerd',
          include: ['test/workerd/**/*.test.ts'],
          // Thousands of fuzzed requests, and the whole Worker loaded before the first, on a machine that may be busy.
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        define,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/{sdk,e2e,browser}/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // One browser at a time: two would fight over two cores and time out.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        define,
        test: {
          name: 'fuzz',
          environment: 'node',
          include: ['test/fuzz/fuzz.test.ts'],
          // Every target has its seconds, two at a time: the last one waits for all others.
          testTimeout: 600_000,
          // After all others, since an input must not be slow because a browser is busy.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
