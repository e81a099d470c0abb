/** Owns the scripts that browsers load: the SDK, its parts, the SDK with a form inside, the receipt's; must not know routes. */
import type { Locale } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import en from '../../dist/sdk/first-words-en.json?raw';
import zhCn from '../../dist/sdk/first-words-zh-cn.json?raw';
import zhTw from '../../dist/sdk/first-words-zh-tw.json?raw';
import sdk from '../../dist/sdk/jinjian.js?raw';
import authorise from '../../dist/sdk/jinjian-authorise.js?raw';
import centre from '../../dist/sdk/jinjian-centre.js?raw';
import embed from '../../dist/sdk/jinjian-embed.js?raw';
import enPart from '../../dist/sdk/jinjian-en.js?raw';
import filling from '../../dist/sdk/jinjian-filling.js?raw';
import lead from '../../dist/sdk/jinjian-lead.js?raw';
import own from '../../dist/sdk/jinjian-own.js?raw';
import papers from '../../dist/sdk/jinjian-papers.js?raw';
import picture from '../../dist/sdk/jinjian-picture.js?raw';
import places from '../../dist/sdk/jinjian-places.js?raw';
import receipt from '../../dist/sdk/jinjian-receipt.js?raw';
import region from '../../dist/sdk/jinjian-region.js?raw';
import share from '../../dist/sdk/jinjian-share.js?raw';
import signature from '../../dist/sdk/jinjian-signature.js?raw';
import solver from '../../dist/sdk/jinjian-solver.js?raw';
import wechat from '../../dist/sdk/jinjian-wechat.js?raw';
import zhCnPart from '../../dist/sdk/jinjian-zh-CN.js?raw';
import zhTwPart from '../../dist/sdk/jinjian-zh-TW.js?raw';
import enSentences from '../../dist/sdk/sentences-en.json?raw';
import zhCnSentences from '../../dist/sdk/sentences-zh-cn.json?raw';
import zhTwSentences from '../../dist/sdk/sentences-zh-tw.json?raw';

export const version: string = __JINJIAN_VERSION__;

/** What a form says before its first touch, as JSON text. */
const firstWords: Record<Locale, string> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };

/** For consents whose notice has no summary, as JSON text. */
const sentences: Record<Locale, string> = {
  'zh-CN': zhCnSentences,
  'zh-TW': zhTwSentences,
  en: enSentences,
};

/** What the SDK fetches later, and the receipt's page at all, by the name in its address. */
const parts = new Map([
  ['filling', filling],
  ['solver', solver],
  ['region', region],
  ['embed', embed],
  ['share', share],
  ['authorise', authorise],
  ['zh-CN', zhCnPart],
  ['zh-TW', zhTwPart],
  ['en', enPart],
  ['receipt', receipt],
  ['signature', signature],
  ['places', places],
  ['own', own],
  ['picture', picture],
  ['papers', papers],
  ['centre', centre],
  ['lead', lead],
  ...posterTemplates(),
  ['wechat', wechat],
]);

/** A poster template is a part as soon as it is built. */
function posterTemplates(): [name: string, script: string][] {
  const built: Record<string, string> = import.meta.glob('../../dist/sdk/jinjian-poster-*.js', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  return Object.entries(built).map(([path, script]) => [path.replace(/^.*\/jinjian-|\.js$/g, ''), script]);
}

/** The SDK alone, the same on every server, so that its bytes can be pinned. Until it knows its form it speaks Simplified Chinese. */
export const sdkScript: string = `${sdk}\n${wordsCall('zh-CN')}`;

/** The SDK alone, of the server at `base`. */
export function sdkScriptOf(base: string): string {
  return `${sdkScript}Jinjian.load(${JSON.stringify({ base })});\n`;
}

/** The share card inside WeChat, by an address without a version, for pages of partners. */
export function wechatScriptOf(base: string): string {
  return withServer(base, wechat);
}

/** What makes `<jinjian-share>` work on a page. */
export function centreScriptOf(base: string): string {
  return withServer(base, centre);
}

/** A name of the block alone: the page gets no global of ours. */
function withServer(base: string, script: string): string {
  return `{const jinjianServer=${JSON.stringify(base)};\n${script}\n}\n`;
}

export function partScript(name: string): string | undefined {
  return parts.get(name);
}

/**
 * The SDK, the words of the form's language and of no other, then the form: what arrives already holds all that the
 * first keystroke needs. JSON is a subset of JavaScript since ES2019; U+2028 and U+2029 are escaped for the engines
 * before it (Chrome < 66, Safari < 12).
 * @param base origin of the server that the form is sent to, whatever brings the script
 */
export function formScript(tenant: string, bundle: FormBundle, base?: string): string {
  const data = JSON.stringify({ base, tenant, bundle })
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
  const needsSentences = bundle.notices.some(({ summary }) => summary === undefined);
  return `${sdk}\n${wordsCall(bundle.form.locale, needsSentences)}Jinjian.load(${data});\n`;
}

function wordsCall(locale: Locale, needsSentences = false): string {
  const words = firstWords[locale];
  const all = needsSentences ? `${words.slice(0, -1)},"sentence":${sentences[locale]}}` : words;
  return `Jinjian.words("${locale}",${all});\n`;
}

/** For a form that is not there: the page goes on, and whoever embeds it reads why in the console. */
export function missingFormScript(): string {
  return 'console.error("Jinjian: 没有找到这张表单，请核对脚本地址中的机构与表单编号。 This form was not found: check the tenant and form ids in the script URL.");\n';
}
