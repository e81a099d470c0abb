/** Owns the rule that no files import each other in a circle; must not read files. */
import { importsOf } from './imports.ts';
import type { SourceFile } from './source-file.ts';

/** Each circle once, as `a → b → a`. Type-only imports count: such files can't be understood one at a time either. */
export function cycles(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map((file) => file.path));
  const graph = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter((one) => one.kind === 'local' && known.has(one.to))
        .map((one) => one.to),
    ]),
  );
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      found.add(circle(trail.slice(at)));
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return [...found].sort();
}

/** Begins with the smallest path, so that one circle has one name. */
function circle(paths: string[]): string {
  const first = paths.reduce((least, path, at) => (path < (paths[least] ?? path) ? at : least), 0);
  const turned = [...paths.slice(first), ...paths.slice(0, first)];
  return [...turned, turned[0]].join(' → ');
}
