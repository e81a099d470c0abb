/** Owns building one source file into a script as the SDK's own build does, for tests of parts; must not run it. */
import { join } from 'node:path';
import { build } from 'vite';
import { installedVersion } from '../../bin/serve/installed.ts';

/** The file's exports under a global name, as a classic script for the oldest browsers that are served. */
export async function bundled(path: string, name: string): Promise<string> {
  const outcome = await build({
    configFile: false,
    logLevel: 'error',
    define: { __JINJIAN_VERSION__: JSON.stringify(installedVersion()), __JINJIAN_SCRIPT__: 'true' },
    build: {
      write: false,
      target: ['chrome74', 'safari13'],
      lib: { entry: join(import.meta.dirname, '../..', path), formats: ['iife'], name },
    },
  });
  const [first] = Array.isArray(outcome) ? outcome : [outcome];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error(`${path} was not bundled`);
  return chunk.code;
}
