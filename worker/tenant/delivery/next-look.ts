/** Owns when a run looks again: once poked, once a part of it has failed, or at a time; must not know what it looks at. */
export class NextLook {
  #isPoked = false;
  #end: () => void = () => {};
  #failure: { error: unknown } | null = null;

  /** To be called before a run: how parts of an earlier one failed is not its own failure. */
  begin(): void {
    this.#failure = null;
  }

  /** Ends the wait, or the next one when there is none: what happened since the last look is seen. */
  poke(): void {
    this.#isPoked = true;
    this.#end();
  }

  /** Has the run fail at its next look. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.poke();
  }

  /** @throws what a part of the run failed with */
  check(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** @param delayMs after which it ends by itself; null for never */
  async wait(delayMs: number | null): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | null = null;
    if (!this.#isPoked) {
      await new Promise<void>((resolve) => {
        this.#end = resolve;
        if (delayMs !== null) timer = setTimeout(resolve, delayMs);
      });
    }
    clearTimeout(timer);
    this.#isPoked = false;
  }
}
