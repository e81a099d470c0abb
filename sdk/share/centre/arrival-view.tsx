/** Owns the question whether a link's token may take the place of the one that is kept; must not take it. */
import type { SharedMe } from '../../../contract/share-centre.ts';
import { kindNames } from './words.ts';

interface Props {
  mine: SharedMe;
  theirs: SharedMe;
  onKeep: () => void;
  onChange: () => void;
}

export function ArrivalView({ mine, theirs, onKeep, onChange }: Props) {
  return (
    <div class="sheet narrow arrival" role="alert">
      <h1>这是另一位推广人的链接</h1>
      <p>
        现在打开的是<b>{nameOf(mine)}</b>的分享中心，这个链接属于<b>{nameOf(theirs)}</b>。
      </p>
      <p>换用之后，您分享的海报和链接都会记在{theirs.name}名下。如果不清楚链接的来历，请不要换。</p>
      <div class="row">
        <button type="button" class="main" onClick={onKeep}>
          不换，继续使用
        </button>
        <button type="button" onClick={onChange}>
          换用这个链接
        </button>
      </div>
    </div>
  );
}

function nameOf({ name, kind }: SharedMe): string {
  return `${name}（${kindNames[kind]}）`;
}
