/** Owns what stands where a page is still to be read, or could not be; must not know what is on it. */

interface Props {
  /** Why there is nothing to show, in words; empty while it is being read. */
  wrong: string;
  onRetry: () => void;
  onSignOut: () => void;
}

export function UnopenedView({ wrong, onRetry, onSignOut }: Props) {
  return wrong ? (
    <div class="sheet narrow" role="alert">
      <h1>暂时打不开</h1>
      <p>{wrong}</p>
      <div class="row">
        <button type="button" class="main" onClick={onRetry}>
          重试
        </button>
        <button type="button" onClick={onSignOut}>
          换一个密钥
        </button>
      </div>
    </div>
  ) : (
    <p class="quiet loading" role="status">
      正在打开…
    </p>
  );
}
