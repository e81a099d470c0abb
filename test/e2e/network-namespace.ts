/** Owns a network namespace of its own, in which every address there is leads to this machine; must not know who is in it. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';

export interface Namespace {
  /** Runs a program inside and settles with what it prints. */
  run(program: string, args: string[], timeoutMs: number): Promise<string>;
  remove(): void;
}

/**
 * Makes one. Names are looked up in its own `hosts`, and nothing inside reaches a network.
 * @returns why there is none, where the machine lacks root, iproute2 or the right to namespaces
 */
export function networkNamespace(hosts: string): Namespace | string {
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  const name = `jinjian-${process.pid}`;
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe', encoding: 'utf8' });
  try {
    ip('netns', 'add', name);
  } catch (error) {
    return `no network namespace: ${error instanceof Error ? error.message.trim() : error}`;
  }
  const folder = `/etc/netns/${name}`;
  const remove = () => {
    // What is still in there was started by us, and holds it.
    for (const id of ip('netns', 'pids', name).split('\n').filter(Boolean))
      process.kill(Number(id), 'SIGKILL');
    ip('netns', 'del', name);
    rmSync(folder, { recursive: true, force: true });
    try {
      // Others' stay: a folder that is not empty is left alone.
      rmdirSync('/etc/netns');
    } catch {}
  };
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/hosts`, hosts);
    ip('-n', name, 'link', 'set', 'lo', 'up');
    ip('-n', name, 'route', 'add', 'local', '0.0.0.0/0', 'dev', 'lo');
    ip('-n', name, '-6', 'route', 'add', 'local', '::/0', 'dev', 'lo');
  } catch (error) {
    remove();
    return `the network namespace can't be set up: ${error instanceof Error ? error.message.trim() : error}`;
  }
  return {
    run: (program, args, timeout) =>
      new Promise((resolve, reject) => {
        execFile('ip', ['netns', 'exec', name, program, ...args], { timeout }, (error, out, errors) => {
          if (error === null) resolve(out);
          else reject(new Error(`${error.message}\n${errors}`));
        });
      }),
    remove,
  };
}
