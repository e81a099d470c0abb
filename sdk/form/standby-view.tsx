/** Owns what stands in the form's place while it is loading, or when it can't be shown; must not know why. */
import { render } from 'preact';
import { someWords } from '../words/known-words.ts';

export function showLoading(place: Element): void {
  render(
    <p class="calm" aria-busy="true">
      {someWords()?.loading}
    </p>,
    place,
  );
}

export function showFailure(place: Element, retry: () => void): void {
  const words = someWords();
  render(
    <div class="calm" role="alert">
      <p>{words?.loadFailed}</p>
      <button type="button" class="quiet" onClick={retry}>
        {words?.retry}
      </button>
    </div>,
    place,
  );
}
