/** Owns a running demo on free ports, with data of its own, for one run; must not know what it is for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningDemo, runDemo } from '../../demo/run-demo.ts';

export interface TestDemo extends RunningDemo {
  dataDir: string;
}

/** Its data is gone once it is closed. */
export async function runningDemo(): Promise<TestDemo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-demo-'));
  const demo = await runDemo({ dataDir, ports: { server: 0, partner: 0, crm: 0, staff: 0 } });
  return {
    ...demo,
    dataDir,
    async close() {
      await demo.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
