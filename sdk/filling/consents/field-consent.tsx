/** Owns the consents that one filled field needs, asked for beside it, and saying that without them it is not sent; must not judge. */
import { isBlank } from '../../../contract/fields/judge-field.ts';
import type { Field } from '../../../contract/form.ts';
import { coveringNotices } from '../../../contract/judge-sensitive.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { refuseScripts } from '../../form/consents/consent-list.tsx';
import { bareTitle, consentSentence } from '../../form/consents/consent-sentence.ts';
import { type FormDesk, focusIds } from '../../form/form-state.ts';
import type { LaterWords } from '../../words/later-words.ts';

interface Props {
  field: Field;
  desk: FormDesk;
  words: LaterWords;
}

/** The same decisions as at the form's end: ticked in one place, ticked in both. */
export function FieldConsents({ field, desk, words }: Props) {
  const { bundle, answers, ticked } = desk.state;
  const covering = coveringNotices(field, bundle.notices);
  if (covering.length === 0) return null;
  if (isBlank(answers.get(field.id)))
    return <RefusedField field={field} desk={desk} words={words} covering={covering} />;
  const isCovered = covering.some(({ id }) => ticked.has(id));
  return (
    <div class="own" onClickCapture={refuseScripts}>
      {covering.map((notice) => (
        <FieldConsent key={notice.id} field={field} notice={notice} desk={desk} />
      ))}
      <small class="help" role="status">
        {isCovered ? '' : words.withheld}
      </small>
    </div>
  );
}

/**
 * A required field that is left blank: whether its applicant refuses to give it is theirs to say. Asked once the form has
 * missed it, and shown for as long as it is refused.
 */
function RefusedField({ field, desk, words, covering }: Props & { covering: readonly PublishedNotice[] }) {
  const { refused = new Set(), errors, ticked } = desk.state;
  const isRefused = covering.some(({ id }) => refused.has(id));
  const isTicked = covering.some(({ id }) => ticked.has(id));
  if (!field.required || isTicked || !(isRefused || errors.has(field.id))) return null;
  const control = `${focusIds.field(field.id)}-none`;
  const flip = () => {
    const next = new Set(refused);
    const left = new Map(errors);
    left.delete(field.id);
    for (const { id } of covering) {
      if (isRefused) next.delete(id);
      else next.add(id);
      desk.decided.add(id);
    }
    desk.set({ refused: next, errors: left });
  };
  return (
    <div class="own" onClickCapture={refuseScripts}>
      <div class="row">
        <input type="checkbox" id={control} checked={isRefused} onClick={flip} />
        <label for={control}>{words.refuseField}</label>
      </div>
    </div>
  );
}

function FieldConsent({ field, notice, desk }: Pick<Props, 'field' | 'desk'> & { notice: PublishedNotice }) {
  const { id } = notice;
  const [open, close] = desk.words.titleMarks;
  const control = `${focusIds.consent(id)}-${field.id}`;
  const tick = (event: Event) => {
    // Refused lately it is not among the form's consents: a hand that ticks it here asks for it itself.
    const declined = new Set(desk.state.declined);
    if (event.isTrusted && declined.delete(id)) desk.set({ declined });
    desk.tick(id, event);
  };
  return (
    <div class="row" part="consent">
      <input type="checkbox" id={control} checked={desk.state.ticked.has(id)} onClick={tick} />
      <div>
        <label for={control}>
          {consentSentence(notice, desk.words).map(({ text, strong }) =>
            strong ? (
              <b key={text} dir="ltr">
                {text}
              </b>
            ) : (
              text
            ),
          )}
        </label>
        <button type="button" class="link" onClick={() => desk.open(id)}>
          {open + bareTitle(notice) + close}
        </button>
      </div>
    </div>
  );
}
