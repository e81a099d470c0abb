/** Owns the text of a robot's message: short, masked, several events in one; must not know how a robot is sent it. */
import { utf8 } from '../encoding/bytes.ts';
import type { Given, Message } from './adapter.ts';
import type { Mapping } from './mapping.ts';
import { renderMapping } from './mapping.ts';
import { harmless, maskedFields } from './masked-text.ts';
import { ownMember, ownText } from './own-member.ts';
import { wordsFor } from './robot-words.ts';

/** Who has and knows what is in a lead finds it behind the link: the group learns that there is something to do. */
export const robotMapping: Mapping = {
  称呼: '{{lead.values.name | mask_name}}',
  手机: '{{lead.values.phone | mask_phone}}',
  '金额（元）': '{{lead.values.amount}}',
  表单: '{{lead.form}}',
  渠道: '{{attribution.channel}}',
};

/** Begins every message, so that 钉钉 and 飞书 robots that want a keyword can be given this one. */
const opening = '【进件】';

/**
 * As many of the messages as fit, and how many more there are.
 * @param mostBytes what the robot takes, in UTF-8
 */
export function robotText(
  { messages, mapping }: Pick<Given, 'messages' | 'mapping'>,
  mostBytes: number,
): string {
  const [first, ...others] = messages;
  if (others.length === 0) {
    const whole = opening + blockOf(first, mapping, '\n').join('\n');
    return sizeOf(whole) <= mostBytes ? whole : `${opening}${bareOf(first).join('\n')}`;
  }
  let text = `${opening}共 ${messages.length} 条`;
  for (const [at, message] of messages.entries()) {
    const left = messages.length - at - 1;
    const withDetails = `${text}\n\n${at + 1}. ${blockOf(message, mapping, '，').join('\n')}`;
    const bare = `${text}\n\n${at + 1}. ${bareOf(message).join('\n')}`;
    const fitting = [withDetails, bare].find((so) => sizeOf(so + more(left)) <= mostBytes);
    if (fitting === undefined) return text + more(left + 1);
    text = fitting;
  }
  return text;
}

function more(count: number): string {
  return count === 0 ? '' : `\n\n另有 ${count} 条，请到后台查看`;
}

function blockOf(message: Message, mapping: Mapping, between: string): string[] {
  const { event, leadUrl } = message;
  const { title, note } = wordsFor(event);
  const hasValues = ownMember(event.data, 'lead', 'values') !== undefined;
  const fields = hasValues ? maskedFields(renderMapping(mapping, event.data), mapping, event.data) : [];
  const details = fields.map(([field, text]) => `${field}：${text}`).join(between);
  return [
    titleLine(title, event.data),
    ...(note === null ? [] : [note]),
    ...(details === '' ? [] : [details]),
    ...linkOf(leadUrl),
  ];
}

/** What is left of a message whose fields are too long: what it is about, and where the rest is. */
function bareOf({ event, leadUrl }: Message): string[] {
  return [titleLine(wordsFor(event).title, event.data), ...linkOf(leadUrl)];
}

function titleLine(title: string, data: unknown): string {
  const about = ownText(data, 'lead', 'seq');
  const destination = ownText(data, 'destination', 'id') || ownText(data, 'destination');
  return [title, about && `#${about}`, harmless(destination)].filter((part) => part !== '').join(' ');
}

function linkOf(leadUrl: string | null): string[] {
  return leadUrl === null ? [] : [`查看：${leadUrl}`];
}

function sizeOf(text: string): number {
  return utf8.encode(text).length;
}
