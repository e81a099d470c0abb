/** Owns what stands in the form's place while it is loading, or when it can't be shown; must not know why. */
import { render } from 'preact';
import * as words from './words-zh-cn.ts';

export function showLoading(place: Element): void {
  render(
    <p class="calm" aria-busy="true">
      {words.loading}
    </p>,
    place,
  );
}

export function showFailure(place: Element, code: string, retry: () => void): void {
  render(
    <div class="calm" role="alert">
      <p>{words.loadProblem(code)}</p>
      <button type="button" class="quiet" onClick={retry}>
        {words.retry}
      </button>
    </div>,
    place,
  );
}
