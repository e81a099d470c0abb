/** Owns a lock that the kernel holds on a file as long as a process has it open; must not know what is locked by it. */
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { errorCode } from './data-folder.ts';

export interface KernelLock {
  /** Whoever is handed this descriptor holds the lock too, whatever becomes of this process. */
  fd: number;
  release(): void;
}

/** `held` by someone else, wherever on this kernel; `unavailable` where file system or platform know no such lock. */
export type Attempt = KernelLock | 'held' | { unavailable: string };

/** CommonJS without types; it has a build for this platform or throws. */
interface NativeExtensions {
  /** F_OFD_SETLK on Linux, flock(2) elsewhere: both belong to the open file, so that a child that inherits it holds on. */
  tryLock(fd: number): boolean;
}

export function tryKernelLock(path: string): Attempt {
  let native: NativeExtensions;
  try {
    native = createRequire(import.meta.url)('fs-native-extensions');
  } catch {
    return { unavailable: `no build for ${process.platform} ${process.arch}` };
  }
  const fd = openSync(path, 'a', 0o600);
  try {
    if (native.tryLock(fd)) return { fd, release: () => closeSync(fd) };
    closeSync(fd);
    return 'held';
  } catch (error) {
    closeSync(fd);
    return { unavailable: errorCode(error) };
  }
}
