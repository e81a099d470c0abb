/** Owns what the applicant agreed to, and with whom; must not judge whether it is enough. */
import type { ConsentEntry } from '../../contract/event.ts';
import type { MarketingChannel } from '../../contract/notice.ts';
import { channelNames, decisions, optedOut } from './lead-words.ts';
import type { Naming } from './shapes.ts';
import { timeText } from './value-texts.ts';

interface Props {
  consents: ConsentEntry[];
  naming: Naming | null;
  nowMs: number;
}

export function ConsentSheet({ consents, naming, nowMs }: Props) {
  return (
    <section class="sheet" aria-labelledby="consents-title">
      <h2 id="consents-title">授权</h2>
      <ul class="lines">
        {consents.map(({ notice, version, kind, decision, at, recipients, channels, suppressed, entry }) => (
          <li key={entry.index}>
            <div>
              <p>
                {naming?.notices[notice] ?? notice} <span class="quiet">第{version}版</span>
              </p>
              {recipients.length > 0 && (
                <p class="quiet">
                  接收方：<b>{recipients.map((id) => naming?.recipients[id] ?? id).join('、')}</b>
                </p>
              )}
              <p class={decision === 'withdrawn' ? 'wrong' : 'quiet'}>
                {kind === 'marketing' && decision === 'withdrawn' ? optedOut : decisions[decision]} ·{' '}
                {timeText(at, nowMs)}
              </p>
              {channelRow('quiet', '营销', channels)}
              {channelRow('wrong', optedOut, suppressed)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function channelRow(look: string, label: string, channels: readonly MarketingChannel[] = []) {
  const names = channels.map((channel) => channelNames[channel]).join('、');
  return names && <p class={look}>{`${label}：${names}`}</p>;
}
