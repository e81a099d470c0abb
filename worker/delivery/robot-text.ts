/** Owns the text of a robot's message: short, masked, several events in one; must not know how a robot is sent it. */
import { utf8 } from '../encoding/bytes.ts';
import type { Given, Message } from './adapter.ts';
import type { Mapping } from './mapping.ts';
import { renderMapping, templateData } from './mapping.ts';
import { harmless, maskedData, withoutLongNumbers } from './masked-text.ts';
import { ownMember, ownText } from './own-member.ts';
import { wordsFor } from './robot-words.ts';

/** Who has and knows what is in a lead finds it behind the link: the group learns that there is something to do. */
export const robotMapping: Mapping = {
  称呼: '{{lead.values.name | mask_name}}',
  手机: '{{lead.values.phone | mask_phone}}',
  '金额（元）': '{{lead.values.amount}}',
  表单: '{{lead.form}}',
  渠道: '{{attribution.channel}}',
  请留意: '{{lead.flags | flag_words}}',
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
    const whole = opening + blockOf(first, detailsOf(first.event, mapping).join('\n'));
    return sizeOf(whole) <= mostBytes ? whole : opening + blockOf(first, '');
  }
  let text = `${opening}共 ${messages.length} 条`;
  for (const [at, message] of messages.entries()) {
    const left = messages.length - at - 1;
    const so = (details: string) => `${text}\n\n${at + 1}. ${blockOf(message, details)}`;
    // A message's fields are left out before the message is.
    const both = [so(detailsOf(message.event, mapping).join('，')), so('')];
    const fitting = both.find((longer) => sizeOf(longer + more(left)) <= mostBytes);
    if (fitting === undefined) return text + more(left + 1);
    text = fitting;
  }
  return text;
}

function more(count: number): string {
  return count === 0 ? '' : `\n\n另有 ${count} 条，请到后台查看`;
}

/** What one message says: what it is about and asks for, its fields in one line or several, its page. */
function blockOf({ event, leadUrl }: Message, details: string): string {
  const { title, note } = wordsFor(event);
  const link = leadUrl === null ? '' : `查看：${leadUrl}`;
  return [titleLine(title, event.data), note ?? '', details, link].filter((line) => line !== '').join('\n');
}

/** The mapping's fields; none of an event that carries no values. */
function detailsOf(event: Message['event'], mapping: Mapping): string[] {
  const { data } = event;
  if (ownMember(data, 'lead', 'values') === undefined) return [];
  const fields = Object.entries(renderMapping(mapping, maskedData(templateData(event))));
  return fields.map(([field, text]) => `${harmless(field)}：${harmless(withoutLongNumbers(text, data))}`);
}

function titleLine(title: string, data: unknown): string {
  const about = ownText(data, 'lead', 'seq');
  const destination = ownText(data, 'destination', 'id') || ownText(data, 'destination');
  return [title, about && `#${about}`, harmless(destination)].filter((part) => part !== '').join(' ');
}

function sizeOf(text: string): number {
  return utf8.encode(text).length;
}
