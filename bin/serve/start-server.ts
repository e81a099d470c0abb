/** Owns bringing the server up and down on one data folder; must not print, read the environment or end the process. */
import { existsSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { AnnouncedWork } from './announced-work.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { untilHealthy } from './health.ts';
import { builtBundle, installedCompatibility, workerdBinary } from './installed.ts';
import { type Kept, keepRunning } from './keep-running.ts';
import { type Lock, takeLock } from './lock.ts';
import { listenAddress, localUrl, readOptions, type ServeOptions } from './options.ts';
import { usablePort } from './port.ts';
import { writePrivateFile } from './private-file.ts';
import { proxyWarnings, publicUrlOf } from './public-name.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { StartRefused } from './start-refused.ts';
import { usualWatch, type WatchdogOptions } from './watchdog.ts';
import { type WorkerdEnv, workerdConfig } from './workerd-config.ts';
import { startWorkerd, type WorkerdProcess } from './workerd-process.ts';

export interface StartOptions extends Partial<ServeOptions> {
  /** The built Worker; the package's own unless given. */
  bundlePath?: string;
  /** Gets what workerd and the Worker print; it is dropped unless given. */
  onOutput?: (text: string) => void;
  /** Gives up the start; afterwards it does nothing. */
  signal?: AbortSignal;
  /** How long the server may stand still; for tests, which can't wait that long. */
  watchdog?: WatchdogOptions;
}

export interface RunningServer {
  /** Where this machine reaches it, without a slash at the end. */
  url: string;
  publicUrl: string;
  adminToken: string;
  /** The file that holds the admin token; null when the caller gave it. */
  adminTokenPath: string | null;
  dataDir: string;
  warnings: string[];
  /** Another once the server stood still and was restarted. */
  readonly workerdPid: number;
  /** Settles with one line on how workerd ended, whoever ended it. The folder is free by then. */
  ended: Promise<string>;
  /** Ends workerd, within five seconds even with open connections, and frees the folder. */
  stop(): Promise<void>;
}

/**
 * Starts workerd on a data folder and settles once `/healthz` answers 200. Options left out have the defaults of
 * API.md, Running; the environment is not read.
 * @throws StartRefused with one line for the operator when it can't start; nothing is left running
 */
export async function startServer(given: StartOptions = {}): Promise<RunningServer> {
  const options = withDefaults(given);
  const bundlePath = given.bundlePath ?? builtBundle;
  if (!existsSync(bundlePath)) throw new StartRefused('the Worker is not built: run `npm run build` first');
  const folder = openDataFolder(options.dataDir);
  const lock = await takeLock(folder);
  try {
    const port = await usablePort(options.host, options.port);
    const publicUrl = publicUrlOf(options, port);
    const url = localUrl(options.host, port);
    const secrets = loadSecrets(folder, options);
    writeConfig(folder, options, port, bundlePath);
    const work = new AnnouncedWork();
    const print = given.onOutput ?? (() => {});
    const startAnother = async (signal?: AbortSignal) => {
      const workerd = startWorkerd(workerdBinary, folder.configPath, {
        env: workerdEnv(options, secrets, publicUrl),
        keepOpen: lock.fd,
        onOutput: (text) => print(work.read(text, Date.now())),
        onErrors: print,
      });
      void workerd.ended.then(() => print(work.end()));
      lock.noteWorkerd(workerd.pid);
      await untilAnswering(workerd, url, signal);
      return workerd;
    };
    const kept = keepRunning(await startAnother(given.signal), {
      url,
      work,
      watchdog: given.watchdog ?? usualWatch,
      startAnother,
      tell: (line) => print(`jinjian: ${line}\n`),
    });
    const warnings = [...folder.warnings, ...lock.warnings, ...secrets.warnings, ...proxyWarnings(options)];
    const { adminToken, adminTokenPath } = secrets;
    return runningServer(kept, lock, {
      ...{ url, publicUrl, adminToken, adminTokenPath, warnings },
      dataDir: folder.root,
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function withDefaults(given: StartOptions): ServeOptions {
  const read = readOptions({}, process.cwd());
  if ('error' in read) throw new Error(read.error);
  const { bundlePath: _bundle, onOutput: _output, signal: _signal, watchdog: _watchdog, ...options } = given;
  return { ...read.options, ...options };
}

function writeConfig(folder: DataFolder, options: ServeOptions, port: number, bundlePath: string): void {
  const text = workerdConfig({
    address: listenAddress(options.host, port),
    // Both ends real: `..` is resolved by name, which a symbolic link on the way would lead astray.
    bundlePath: relative(realpathSync(folder.root), realpathSync(bundlePath)),
    objectsDir: folder.objectsDir,
    compatibility: installedCompatibility(),
    targets: options.targets,
  });
  writePrivateFile(folder.configPath, text);
}

function workerdEnv(options: ServeOptions, secrets: Secrets, publicUrl: string): WorkerdEnv {
  return {
    JINJIAN_PUBLIC_URL: publicUrl,
    JINJIAN_ADMIN_TOKEN: secrets.adminToken,
    JINJIAN_MASTER_KEYS: secrets.masterKeys,
    JINJIAN_TARGETS: options.targets,
    JINJIAN_CLIENT_IP_HEADER: options.clientIpHeader,
    ...(options.hosts === undefined ? {} : { JINJIAN_HOSTS: options.hosts }),
  };
}

/** Settles once workerd answers; ends it and throws StartRefused when it does not. */
async function untilAnswering(workerd: WorkerdProcess, url: string, signal?: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const giveUp = signal === undefined ? settled.signal : AbortSignal.any([settled.signal, signal]);
  const ended = workerd.ended.then((reason) => Promise.reject(new StartRefused(reason)));
  try {
    await Promise.race([untilHealthy(`${url}/healthz`, workerd.listens, giveUp), ended]);
  } catch (error) {
    await workerd.stop();
    throw error;
  } finally {
    settled.abort();
  }
}

function runningServer(
  kept: Kept,
  lock: Lock,
  facts: Omit<RunningServer, 'workerdPid' | 'ended' | 'stop'>,
): RunningServer {
  const ended = kept.ended.then((reason) => {
    lock.release();
    return reason;
  });
  return {
    ...facts,
    get workerdPid() {
      return kept.pid;
    },
    ended,
    async stop() {
      await kept.stop();
      await ended;
    },
  };
}
