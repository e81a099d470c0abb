/** Owns reading how much processor time a process has used, which busy neighbours change less than they change rates; Linux only. */
import { existsSync, readFileSync } from 'node:fs';

/** Linux counts in ticks of 10 ms on every platform that Node runs on. */
const tickMs = 10;

/** Milliseconds of processor time since the process began, all threads; null where there is no /proc. */
export function processorMs(pid: number): number | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  // The name in parentheses may hold spaces: fields are counted from behind it.
  const fields = readFileSync(path, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
