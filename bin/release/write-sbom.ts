/** Owns the release's bill of materials (CycloneDX), one component for each package of the lockfile; must not judge them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installedVersion, packageRoot } from '../serve/installed.ts';
import { terminal } from '../terminal.ts';

const path = join(packageRoot, 'dist', 'sbom.cdx.json');
const options = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];

// Development packages too: what they make is shipped. npm marks them `cdx:npm:package:development`.
const printed = execFileSync('npm', ['sbom', ...options], { cwd: packageRoot, encoding: 'utf8' });
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, `${JSON.stringify(named(JSON.parse(printed)), null, 2)}\n`);
terminal.out(`SBOM of jinjian ${installedVersion()}: ${path}\n`);

/** npm 11 calls the package by the name of the folder that it lies in. */
function named(sbom: unknown): unknown {
  const bill: { metadata?: { component?: { name?: unknown } } } = Object(sbom);
  if (bill.metadata?.component === undefined) throw new Error('npm sbom describes no component');
  bill.metadata.component.name = 'jinjian';
  return bill;
}
