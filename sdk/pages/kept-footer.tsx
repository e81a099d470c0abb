/** Owns the foot of an opened page: whether the device keeps the token, and the way out; must not keep or forget it. */
import type { KeptToken } from './kept-token.ts';

interface Props {
  kept: KeptToken;
  remember: string;
  onToken: (kept: KeptToken) => void;
  onSignOut: () => void;
}

export function KeptFooter({ kept, remember, onToken, onSignOut }: Props) {
  return (
    <footer>
      <label class="check">
        <input
          type="checkbox"
          checked={kept.isRemembered}
          onChange={({ currentTarget }) => onToken({ ...kept, isRemembered: currentTarget.checked })}
        />
        <span>{remember}</span>
      </label>
      <button type="button" class="bare" onClick={onSignOut}>
        退出
      </button>
    </footer>
  );
}
