/** Owns what 企业微信 answers to a group robot's messages (path/91770, 2026-11); must not know our side. */
import { sent, type Vendor } from './stand-in.ts';

export const wecomKey = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const hint =
  'hint: [1700000000123456], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool';

export function wecomBotVendor(): Vendor {
  return {
    isTokenCall: () => false,
    answer({ method, path, query, json }) {
      if (method !== 'POST' || path !== '/cgi-bin/webhook/send' || query.key !== wecomKey) {
        return { body: { errcode: 93000, errmsg: `invalid webhook url, ${hint}` } };
      }
      const kind = sent(json, 'msgtype');
      const content = sent(json, String(kind), 'content');
      if (kind !== 'text' && kind !== 'markdown')
        return { body: { errcode: 40008, errmsg: 'invalid message type' } };
      if (typeof content !== 'string' || content === '')
        return { body: { errcode: 44004, errmsg: 'empty content' } };
      const most = kind === 'text' ? 2048 : 4096;
      if (Buffer.byteLength(content) > most) {
        return {
          body: { errcode: 40058, errmsg: `content exceed max length. invalid Request Parameter, ${hint}` },
        };
      }
      return { body: { errcode: 0, errmsg: 'ok' } };
    },
    refused: { body: { errcode: 93000, errmsg: `invalid webhook url, ${hint}` } },
    throttled: { body: { errcode: 45009, errmsg: `api freq out of limit, ${hint}` } },
  };
}
