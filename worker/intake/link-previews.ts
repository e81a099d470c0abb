/** Owns which requests for a shared link are no person's visit: previews, crawlers, programs, prefetching; must not count. */

interface Program {
  /** What its User-Agent holds. */
  mark: RegExp;
  who: string;
  source: string;
}

const crawlerList = 'github.com/monperrus/crawler-user-agents, 2026-11';

/**
 * By what they call themselves. The in-app browsers of the same companies are people and match none of these:
 * MicroMessenger, QQ/, DingTalk/, Lark/, Weibo. 微信, QQ and 飞书 publish no name for their previews: what fetches
 * without one of these marks is counted, and a form that was really seen is counted by its own script besides.
 */
export const programs: readonly Program[] = [
  // Cubot is a maker of phones.
  {
    mark: /(?<!cu)bot(?![a-z])/i,
    who: 'Googlebot, Slackbot, Twitterbot, TelegramBot, Discordbot, Applebot, DingTalkBot-LinkService, …',
    source: crawlerList,
  },
  {
    mark: /spider|crawl|slurp|scrap/i,
    who: 'Baiduspider, Sogou spider, Bytespider, 360Spider, mpcrawler (微信), …',
    source: crawlerList,
  },
  {
    mark: /facebookexternalhit|facebookcatalog|meta-external/i,
    who: 'Facebook, Instagram, LINE',
    source: 'developers.facebook.com/docs/sharing/webmasters/web-crawlers',
  },
  { mark: /^WhatsApp\//i, who: 'WhatsApp', source: crawlerList },
  { mark: /SkypeUriPreview|BingPreview|MicrosoftPreview/i, who: 'Skype, Teams, Bing', source: crawlerList },
  {
    mark: /Slack-ImgProxy|Mediapartners-Google|Google-(?:Read|Inspection)|AdsBot|FeedFetcher/i,
    who: 'Slack, Google',
    source: 'developers.google.com/search/docs/crawling-indexing/google-special-case-crawlers',
  },
  {
    mark: /vkShare|Embedly|Iframely|unfurl|link ?preview|url ?preview|Yahoo Link/i,
    who: 'previews that say so',
    source: crawlerList,
  },
  {
    mark: /^(?:curl|Wget|Lynx|HTTPie|PostmanRuntime|insomnia)\b/i,
    who: 'a person at a command line',
    source: 'each program’s own default',
  },
  {
    mark: /^(?:python|Go-http|okhttp|axios|node|undici|got|Java|Apache-HttpClient|Ruby|Dart|Deno|Bun|aiohttp|libwww|PHP|Guzzle)/i,
    who: 'HTTP libraries',
    source: 'each library’s own default',
  },
  { mark: /uptime|monitor|pingdom|healthcheck|site24x7/i, who: 'watchers', source: crawlerList },
];

/** Few of the names that a viral link is opened under differ: each is looked at once. */
const judged = new Map<string, boolean>();
const mostJudged = 2000;
/** Of a name, in characters: no more is looked at, and none that is longer is kept. In-app browsers have some three hundred. */
const longestAgent = 512;

function isProgram(agent: string): boolean {
  // A part of a longer text keeps all of it in memory: what is cut is judged anew each time.
  if (agent.length > longestAgent) return isNamedLikeOne(agent.slice(0, longestAgent));
  const known = judged.get(agent);
  if (known !== undefined) return known;
  const judgement = isNamedLikeOne(agent);
  if (judged.size >= mostJudged) judged.clear();
  judged.set(agent, judgement);
  return judgement;
}

/** Every browser has a name. */
function isNamedLikeOne(agent: string): boolean {
  return agent === '' || programs.some(({ mark }) => mark.test(agent));
}

/** Whether a request for a shared link is a person's visit, as far as its method and headers tell. */
export function isVisit({ method, headers }: Request): boolean {
  if (method !== 'GET' || isProgram(headers.get('user-agent') ?? '')) return false;
  // `Sec-Purpose` is in Fetch; `Purpose` is what Chromium sends for some links still (MDN, 2026-11).
  return !isPrefetch(headers.get('sec-purpose')) && !isPrefetch(headers.get('purpose'));
}

function isPrefetch(purpose: string | null): boolean {
  return purpose?.toLowerCase().includes('prefetch') === true;
}
