/** Owns which e-signature provider a tenant's settings choose; must not know any provider's protocol. */
import { EsignCn } from './esign-cn.ts';
import type { SignatureProvider } from './provider.ts';

/** `settings.signing` with its secret in clear. */
export type SigningSettings = Readonly<Record<string, string>>;

export interface Surroundings {
  /** JINJIAN_TARGETS=any: only then is an endpoint of one's own called. */
  isDevelopment: boolean;
  nowMs: () => number;
  isSafeUrl: (url: string) => boolean;
}

/** Null for settings that choose none. */
export function chosenProvider(
  settings: SigningSettings,
  { isDevelopment, nowMs, isSafeUrl }: Surroundings,
): SignatureProvider | null {
  const { provider, appId = '', appSecret = '', endpoint } = settings;
  if (provider !== 'esign' || appSecret === '') return null;
  return new EsignCn({ appId, appSecret, endpoint: isDevelopment ? endpoint : undefined, nowMs, isSafeUrl });
}
