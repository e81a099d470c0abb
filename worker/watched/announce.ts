/** Owns saying on the log which longer work is under way, for the watchdog of `serve` to read; must not know the work. */

/** How each such line begins. `serve` keeps them to itself. */
export const workMark = 'jinjian-work';

/**
 * Runs work, announced by its name and what it is: a loop that stands can say nothing any more, so that it must have been
 * said before. Neither holds anything of a person.
 */
export async function announced<Outcome>(
  id: string,
  what: string,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  console.log(`${workMark} begun ${id} ${what}`);
  try {
    return await work();
  } finally {
    console.log(`${workMark} ended ${id}`);
  }
}
