/** Owns the provider for development: the code goes to the server's log, the phone masked; must not send anything. */
import type { CodeMessage, SendOutcome } from './message.ts';

/** The line that a developer copies the code from. */
export function consoleLine(tenant: string, message: CodeMessage): string {
  const masked = `${message.phone.slice(0, 3)}****${message.phone.slice(-4)}`;
  return `SMS code (console provider, ${tenant}): ${masked} gets ${message.code}, good for ${message.minutes} minutes`;
}

export function sendToConsole(tenant: string, message: CodeMessage): SendOutcome {
  console.log(consoleLine(tenant, message));
  return { outcome: 'sent' };
}
