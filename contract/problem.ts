/** Owns the stable problem codes and their HTTP status (RFC 9457); must not know how an answer is sent or worded. */

/** Every code that an API answer can carry, with its status. Codes never change meaning once released. */
export const problemStatus = {
  bad_json: 400,
  bad_host: 400,
  body_broken: 400,
  invalid_cursor: 400,
  unauthorized: 401,
  forbidden: 403,
  origin_not_allowed: 403,
  challenge_failed: 403,
  prefill_rejected: 403,
  phone_mismatch: 403,
  proof_needed: 403,
  not_found: 404,
  unknown_tenant: 404,
  unknown_form: 404,
  wechat_not_configured: 404,
  method_not_allowed: 405,
  body_timeout: 408,
  tenant_exists: 409,
  consent_outdated: 409,
  submission_conflict: 409,
  outcome_conflict: 409,
  lead_erased: 409,
  lead_purged: 409,
  lead_restricted: 409,
  lead_changed: 409,
  authorisation_decided: 409,
  authorisation_expired: 409,
  authorisation_used: 409,
  not_consented: 409,
  link_gone: 410,
  too_large: 413,
  uri_too_long: 414,
  unsupported_media_type: 415,
  misdirected: 421,
  invalid_request: 422,
  invalid_values: 422,
  consent_missing: 422,
  sensitive_value: 422,
  consent_not_conspicuous: 422,
  read_too_fast: 422,
  signing_unavailable: 422,
  notice_rejected: 422,
  form_rejected: 422,
  destination_rejected: 422,
  route_rejected: 422,
  copy_rejected: 422,
  campaign_off: 422,
  promoter_not_qualified: 422,
  chain_too_deep: 422,
  rate_limited: 429,
  internal: 500,
  code_not_sent: 502,
  signing_failed: 502,
  wechat_unavailable: 502,
  log_unavailable: 503,
  key_missing: 503,
  overloaded: 503,
  public_url_missing: 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One finding inside a problem. `params` feed the wording only; they never hold what a person typed. */
export interface Finding {
  path: string;
  code: string;
  params?: Record<string, string | number>;
  /** What is wrong with this very value: chooses the wording. */
  because?: string;
  /** Of a finding on a text that a tenant publishes: the rule, the law behind it, the words found, and why. */
  rule?: string;
  source?: string;
  phrase?: string;
  reason?: { zh: string; en: string };
  /** Of a finding on copy: how bad it is, where in the text it begins (UTF-16 units), what to write instead. */
  level?: string;
  at?: number;
  suggestion?: { zh: string; en: string };
}

/** Of an answer: whoever has mended these sends it again and is told the others. */
export const mostFindings = 100;

/** An expected failure. Rules and stores return it; the router alone turns it into an HTTP answer. */
export interface Refusal {
  refused: ProblemCode;
  /** The first `mostFindings` of them. */
  errors?: Finding[];
  /** How many there are besides; absent for none. */
  more?: number;
  /** For `rate_limited`, `overloaded` and `wechat_unavailable`: whole seconds until another try is of use. */
  retryAfterSeconds?: number;
}

/** Builds a refusal, leaving `errors` out when there are none. */
export function refuse(code: ProblemCode, errors?: readonly Finding[]): Refusal {
  if (errors === undefined) return { refused: code };
  const { first, more } = firstOf(errors);
  return { refused: code, errors: first, ...(more > 0 ? { more } : {}) };
}

/** As many findings as an answer tells, and how many it leaves out. */
export function firstOf<Found>(findings: readonly Found[]): { first: Found[]; more: number } {
  const first = findings.slice(0, mostFindings);
  return { first, more: findings.length - first.length };
}

/** Tells a refusal from a value. */
export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
}

/** The wire shape of an error answer: `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  requestId: string;
  errors?: {
    path: string;
    code: string;
    message: string;
    rule?: string;
    phrase?: string;
    source?: string;
    level?: string;
    at?: number;
    reason?: string;
    suggestion?: string;
  }[];
}
