/** Owns when the sheet of a loan's whole cost is shown, and for how long it was; must not draw it. */
import { type CostSheetShown, costSheetSeconds } from '../../../contract/submission.ts';
import type { FillingPorts } from '../../form/filling.ts';
import type { SubmitForm } from '../submit-form.ts';
import { CostSheet, range } from './cost-sheet.tsx';

type Sending = Pick<SubmitForm, 'send' | 'takeBack'>;

/** Before the first sending it opens by itself and must be read (明示规定, 金规〔2026〕2号); on every step by a link. */
export function createCosts({ desk, later }: FillingPorts) {
  /** By digest of the form: another version has another sheet. */
  const visibleMs = new Map<string, number>();
  const read = new Set<string>();
  let isOpen = false;
  /** What waits for the reading. */
  let next: (() => void) | null = null;
  const told = () => {
    const { disclosure } = desk.state.bundle.form;
    return disclosure?.costs ? disclosure : null;
  };
  const close = () => {
    isOpen = false;
    next = null;
    desk.set({});
  };
  const open = (then: (() => void) | null) => {
    isOpen = true;
    next = then;
    desk.set({});
  };
  const seenMs = () => visibleMs.get(desk.state.bundle.digest) ?? 0;
  return {
    /** The same, once the sheet was read. */
    before: ({ send, takeBack }: Sending): Sending => ({
      takeBack,
      send(values) {
        if (told() && !read.has(desk.state.bundle.digest)) open(() => send(values));
        else send(values);
      },
    }),
    shown(): CostSheetShown | undefined {
      const { digest } = desk.state.bundle;
      return read.has(digest) ? { digest, visibleMs: Math.round(seenMs()) } : undefined;
    },
    view() {
      const disclosure = told();
      if (!disclosure) return null;
      const { annualCost } = disclosure;
      const secondsLeft = Math.max(0, Math.ceil(costSheetSeconds - seenMs() / 1000));
      const agree = (event: Event) => {
        if (!event.isTrusted || secondsLeft > 0) return;
        read.add(desk.state.bundle.digest);
        const then = next;
        close();
        then?.();
      };
      return (
        <>
          {annualCost && (
            <p class="whole">
              <span>{later.costs.annualCost}</span>
              <b>{range(`${annualCost.min}%`, `${annualCost.max}%`)}</b>
            </p>
          )}
          <button type="button" class="link costs" part="costs" onClick={() => open(null)}>
            {later.costs.open}
          </button>
          {isOpen && (
            <CostSheet
              disclosure={disclosure}
              words={desk.words}
              says={later.costs}
              closeLabel={later.close}
              secondsLeft={secondsLeft}
              isBeforeSending={next !== null}
              seen={(ms) => {
                visibleMs.set(desk.state.bundle.digest, seenMs() + ms);
                desk.set({});
              }}
              agree={agree}
              close={close}
            />
          )}
        </>
      );
    },
  };
}
