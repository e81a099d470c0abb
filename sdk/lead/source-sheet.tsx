/** Owns how the applicant came: channel, campaign, chain of sharers; must not credit anyone. */
import type { Attribution } from '../../contract/event.ts';
import { creditReasons, promoterKinds } from './lead-words.ts';

export function SourceSheet({ attribution }: { attribution: Attribution }) {
  const { channel, campaign, chain, reason } = attribution;
  const told = [
    ['渠道', channel],
    ['活动', campaign],
    ['归属', creditReasons[reason] ?? reason],
  ];
  return (
    <section class="sheet" aria-labelledby="source-title">
      <h2 id="source-title">来源</h2>
      <dl>
        {told.map(
          ([label, text]) =>
            text && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ),
        )}
        {chain.length > 0 && (
          <div>
            <dt>推广链</dt>
            <dd>
              <ol>
                {chain.map(({ code, promoter, kind }) => (
                  <li key={code}>
                    {kind && promoterKinds[kind]} {promoter} <span class="quiet">{code}</span>
                  </li>
                ))}
              </ol>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
