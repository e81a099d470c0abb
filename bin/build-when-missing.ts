/** Owns building the server before its first start from a fresh clone; must not know what is built. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './serve/installed.ts';
import { terminal } from './terminal.ts';

/** Builds where nothing was built yet. @returns the exit code of a build that failed; null when there is one now */
export async function buildWhenMissing(root = packageRoot): Promise<number | null> {
  const isBuilt = () => existsSync(join(root, 'dist/worker/index.js'));
  if (isBuilt()) return null;
  terminal.err('jinjian: first start from this folder: building, which takes some seconds …\n');
  const build = spawn('npm', ['run', '--silent', 'build'], {
    cwd: root,
    // What is built is no news; why it could not be built is.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise<number>((resolve) => {
    build.once('error', () => resolve(1));
    build.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  if (code === 0 && isBuilt()) return null;
  terminal.err('jinjian: the build failed; run `npm install`, then `npm run build`\n');
  return code === 0 ? 1 : code;
}
