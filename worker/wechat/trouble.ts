/** Owns what goes wrong with WeChat's API, by its return codes, and how long to leave it alone then; must not call it. */

/**
 * `busy` and `stale_token` are tried once more; the others wait. As of 2026-11 (developers.weixin.qq.com, 全局返回码).
 */
export type TroubleKind =
  | 'busy'
  | 'stale_token'
  | 'app_rejected'
  | 'secret_rejected'
  | 'ip_not_listed'
  | 'no_permission'
  | 'quota_used'
  | 'too_frequent'
  | 'refused'
  | 'unreadable'
  | 'unreachable'
  | 'timeout';

export interface Trouble {
  trouble: TroubleKind;
  /** WeChat's own code, when it gave one. */
  errcode?: number;
  /** The address of this server as WeChat saw it, with `ip_not_listed`. */
  ip?: string;
}

const kinds: Record<number, TroubleKind> = {
  [-1]: 'busy',
  40001: 'stale_token',
  40014: 'stale_token',
  42001: 'stale_token',
  40013: 'app_rejected',
  41002: 'app_rejected',
  40125: 'secret_rejected',
  41004: 'secret_rejected',
  40243: 'secret_rejected',
  40164: 'ip_not_listed',
  // The account wants each new address of a server confirmed by its administrator.
  89501: 'ip_not_listed',
  89503: 'ip_not_listed',
  89506: 'ip_not_listed',
  89507: 'ip_not_listed',
  48001: 'no_permission',
  50001: 'no_permission',
  50002: 'no_permission',
  45009: 'quota_used',
  45011: 'too_frequent',
};

/** `errmsg` is not kept, since it may quote anything; the address alone is read out of it. */
export function troubleOf(errcode: number, errmsg: unknown): Trouble {
  const trouble = kinds[errcode] ?? 'refused';
  const ip = trouble === 'ip_not_listed' && typeof errmsg === 'string' ? addressIn(errmsg) : undefined;
  return { trouble, errcode, ...(ip === undefined ? {} : { ip }) };
}

/** `invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist`: the first address, which the list takes. */
function addressIn(errmsg: string): string | undefined {
  return (
    /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(errmsg)?.[0] ??
    /\b(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}\b/i.exec(errmsg)?.[0]
  );
}

const secondMs = 1000;
const dayMs = 86_400_000;
const chinaAheadMs = 8 * 3_600_000;

/** Ms until asking again is of any use; until then the failure stands for an answer. */
export function restMs(kind: TroubleKind, nowMs: number): number {
  switch (kind) {
    case 'quota_used':
      // Daily quotas begin anew at midnight in China.
      return dayMs - ((nowMs + chinaAheadMs) % dayMs);
    case 'too_frequent':
      return 60 * secondMs;
    case 'busy':
    case 'timeout':
    case 'unreachable':
    case 'unreadable':
      return 30 * secondMs;
    default:
      // Somebody has to change something first; `POST /v1/wechat/check` does not wait.
      return 300 * secondMs;
  }
}
