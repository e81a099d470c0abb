/** Owns the last look at all that was filled in, before it is sent; must not change an answer. */
import { isBlank } from '../../contract/fields/judge-field.ts';
import type { Field } from '../../contract/form.ts';
import { amountReading } from '../form/fields/amount-reading.ts';
import type { Answer, FormDesk } from '../form/form-state.ts';
import { fillIn } from '../words/fill-in.ts';
import type { LaterWords } from '../words/later-words.ts';
import { withheldIds } from './answers.ts';
import { atRest } from './typing.ts';

interface Props {
  desk: FormDesk;
  words: LaterWords;
  shown: ReadonlySet<string>;
  /** The name of a region's code, once its list is here. */
  regionName(code: string): string;
  goTo(step: number): void;
}

export function ReviewView({ desk, words, shown, regionName, goTo }: Props) {
  const { bundle, answers } = desk.state;
  const { review } = words;
  const withheld = withheldIds(desk.state);
  return (
    <section class="review" part="review">
      <h3>{review.title}</h3>
      {desk.steps().map((step) => {
        const { title, fields = [] } = bundle.form.steps[step] ?? {};
        const asked = fields.filter((field) => !field.hidden && shown.has(field.id));
        return (
          asked.length > 0 && (
            <section key={step}>
              <header>
                <b>{title}</b>
                <button
                  type="button"
                  class="link"
                  aria-label={`${review.change} ${title ?? ''}`}
                  onClick={() => goTo(step)}
                >
                  {review.change}
                </button>
              </header>
              <dl>
                {asked.map((field) => (
                  <div key={field.id}>
                    <dt>{field.label}</dt>
                    <dd>
                      {said(field, answers.get(field.id), desk, regionName) || review.none}
                      {withheld.has(field.id) && !isBlank(answers.get(field.id)) && (
                        <small class="help">{words.withheld}</small>
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        );
      })}
      <p class="help">{review.help}</p>
    </section>
  );
}

/** An answer as people read it: labels for options, units for numbers, identity numbers masked. */
function said(
  field: Field,
  answer: Answer | undefined,
  { words }: FormDesk,
  regionName: (code: string) => string,
): string {
  const texts = typeof answer === 'string' ? [answer] : (answer ?? []);
  const [text = ''] = texts;
  if (text.trim() === '') return '';
  switch (field.kind) {
    case 'choice':
    case 'multi':
      return texts
        .map((value) => field.options.find((option) => option.value === value)?.label ?? value)
        .join(words.listSeparator);
    case 'term':
      return fillIn(words.months, { months: text });
    case 'amount':
      return amountReading(Number(text), words.amount, words.yuan);
    case 'region':
      return regionName(text) || text;
    default:
      return atRest(field, text);
  }
}
