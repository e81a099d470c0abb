/** Owns the scripts that a partner's page loads: the SDK, and the SDK with a form inside; must not know routes. */

import type { FormBundle } from '../../contract/submission.ts';
import sdk from '../../dist/sdk/jinjian.js?raw';
import second from '../../dist/sdk/jinjian-second.js?raw';

export const sdkScript: string = sdk;
/** What the SDK fetches at the first touch of a form. */
export const secondPartScript: string = second;
export const version: string = __JINJIAN_VERSION__;

/**
 * The SDK, then the form: what arrives already holds all that the first keystroke needs. JSON is a subset of
 * JavaScript since ES2019; U+2028 and U+2029 are escaped for the engines before it (Chrome < 66, Safari < 12).
 */
export function formScript(tenant: string, bundle: FormBundle): string {
  const data = JSON.stringify({ tenant, bundle })
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
  return `${sdk}\nJinjian.load(${data});\n`;
}

/** For a form that is not there: the page goes on, and whoever embeds it reads why in the console. */
export function missingFormScript(): string {
  return 'console.error("Jinjian: 没有找到这张表单，请核对脚本地址中的机构与表单编号。 This form was not found: check the tenant and form ids in the script URL.");\n';
}
