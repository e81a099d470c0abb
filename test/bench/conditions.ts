/** Owns the description of the machine that figures were measured on; must not measure anything. */
import { cpus, loadavg, totalmem } from 'node:os';
import { installedVersion, workerdCompatibilityDate } from '../../bin/serve/installed.ts';

/** Lines that let a reader compare two runs: hardware, versions, how busy the machine was. */
export function conditions(): string[] {
  const [first] = cpus();
  const [oneMinute = 0] = loadavg();
  return [
    `Jinjian ${installedVersion()}, Node ${process.versions.node}, workerd ${workerdCompatibilityDate}, ${process.platform} ${process.arch}`,
    `${cpus().length} × ${first?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(1)} GiB, load ${oneMinute.toFixed(2)} at the start`,
    'Figures are ratios taken in one run where DESIGN §12 says so; absolute rates hold for this machine and hour only.',
  ];
}
