/** Owns an opened lead as a whole: heading, what to mind, the sheets below; must not call the server. */
import { Component } from 'preact';
import { ConsentSheet } from './consent-sheet.tsx';
import { DeliverySheet } from './delivery-sheet.tsx';
import type { LeadApi, Opened } from './lead-api.ts';
import { leadStates } from './lead-words.ts';
import { OutcomeSheet } from './outcome-sheet.tsx';
import { PersonSheet } from './person-sheet.tsx';
import type { Lead } from './shapes.ts';
import { SourceSheet } from './source-sheet.tsx';
import { nameOf, timeText } from './value-texts.ts';

/** By flag. They come with the page, so that the script stays small. */
export type FlagWords = Partial<Record<string, string>>;

interface Props {
  opened: Opened;
  flagWords: FlagWords;
  api: LeadApi;
  /** Something was changed on the server. */
  onChange: () => Promise<void>;
}

/** Why the lead may not be used, in words; empty when it may. */
function endOf(lead: Lead, nowMs: number): string {
  if (lead.erasedAt) return `信息已于${timeText(lead.erasedAt, nowMs)}按申请人的要求删除。请不要再联系。`;
  if (lead.purgedAt) return `信息保存期限已到，已于${timeText(lead.purgedAt, nowMs)}删除。`;
  if (lead.restrictedAt)
    return `自${timeText(lead.restrictedAt, nowMs)}起限制处理：信息只保存、不使用。限制解除前请不要联系。`;
  return '';
}

export class LeadSheets extends Component<Props, { clear: Lead | null }> {
  override state: { clear: Lead | null } = { clear: null };

  reveal = async (reason: string) => this.setState({ clear: await this.props.api.reveal(reason) });

  hide = () => this.setState({ clear: null });

  override render({ opened, flagWords, api, onChange }: Props, { clear }: { clear: Lead | null }) {
    const { lead, deliveries, outcomes, naming } = opened;
    const nowMs = Date.now();
    const fields = naming?.fields ?? [];
    const end = endOf(lead, nowMs);
    const state = leadStates[lead.state];
    return (
      <>
        <header>
          <div>
            <p class="quiet">{naming?.title || lead.form}</p>
            <h1>
              {nameOf(lead.values, fields) || '线索'}{' '}
              <small class={lead.state === 'dead' ? 'mark bad' : 'mark'}>{state}</small>
            </h1>
            <p class="quiet">{timeText(lead.createdAt, nowMs)} 提交</p>
          </div>
        </header>
        {end && (
          <div class="sheet minded" role="note">
            <p>{end}</p>
          </div>
        )}
        {!end && lead.flags.length > 0 && (
          <div class="sheet minded" role="note">
            <p>
              <b>请留意</b>
            </p>
            <ul>
              {lead.flags.map((flag) => (
                <li key={flag}>{flagWords[flag] || flag}</li>
              ))}
            </ul>
          </div>
        )}
        <div class="sheets">
          <div>
            {lead.values && (
              <PersonSheet
                masked={lead.values}
                clear={clear?.values ?? null}
                fields={fields}
                isLocked={end !== ''}
                reveal={this.reveal}
                onHide={this.hide}
              />
            )}
            {outcomes && !lead.erasedAt && (
              <OutcomeSheet
                outcomes={outcomes}
                clear={clear?.outcomes ?? []}
                nowMs={nowMs}
                add={async (outcome) => {
                  await api.addOutcome(outcome);
                  await onChange();
                }}
              />
            )}
          </div>
          <div>
            <DeliverySheet
              deliveries={deliveries}
              names={naming?.recipients ?? {}}
              nowMs={nowMs}
              settle={(id, how) => api.settle(id, how)}
              onChange={onChange}
            />
            <ConsentSheet consents={lead.consents} naming={naming} nowMs={nowMs} />
            <SourceSheet attribution={lead.attribution} />
          </div>
        </div>
      </>
    );
  }
}
