/** Owns the button that shows or hides an identity number once it is left; must not hold the number. */
import type { LaterWords } from '../words/later-words.ts';
import { maskIdNumber } from './typing.ts';

interface Props {
  typed: string;
  isShown: boolean;
  words: LaterWords;
  flip(): void;
}

/** Nothing while there is nothing to hide: an unfinished or wrong number stays legible, so that it can be mended. */
export function IdMask({ typed, isShown, words, flip }: Props) {
  if (maskIdNumber(typed) === typed) return null;
  return (
    <button type="button" class="inset" aria-pressed={isShown} onClick={flip}>
      {isShown ? words.hide : words.show}
    </button>
  );
}
