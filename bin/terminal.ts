/** Owns the one way to the terminal for every command, so that none shows what could steer it; must not know what is said. */
import { printableLines } from './terminal-text.ts';

export interface Output {
  out: (text: string) => void;
  err: (text: string) => void;
}

export const terminal: Output = {
  out: (text) => void process.stdout.write(printableLines(text)),
  err: (text) => void process.stderr.write(printableLines(text)),
};

/** Settles once all is written: a process that ends before would cut off a long text into a pipe. */
export function written(): Promise<void> {
  return new Promise((resolve) => process.stdout.write('', () => resolve()));
}
