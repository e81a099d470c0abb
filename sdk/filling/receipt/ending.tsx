/** Owns what stands in the form's place once there is a receipt, after a reload too; must not know how a form is sent. */
import type { ComponentChild } from 'preact';
import { chinaDateAt } from '../../../contract/fields/date.ts';
import { fieldsOf, type Values } from '../../../contract/form.ts';
import type { Accepted } from '../../../contract/submission.ts';
import type { FillingPorts } from '../../form/filling.ts';
import { focusIds } from '../../form/form-state.ts';
import type { PicturePart } from '../../receipt-picture/receipt-picture.ts';
import { createPhoneReceipts } from './phone-receipts.ts';
import { ReturnView } from './return-view.tsx';
import { SuccessView } from './success-view.tsx';
import { createTabReceipt, type KeptReceipt } from './tab-receipt.ts';

export interface Ending {
  /** The application was accepted. What was typed is not kept but for the number, until the page is left. */
  accepted(accepted: Accepted, values: Values): void;
  /** Brings back what this tab sent, or asks whose receipt this phone keeps; nothing over a form that somebody fills. */
  bringBack(): Promise<void>;
  view(): ComponentChild;
}

export function createEnding(ports: FillingPorts, seat: number): Ending {
  const { desk, later, config, focus } = ports;
  const { tenant, form, base } = config;
  const inTab = createTabReceipt(tenant, form, seat);
  const onPhone = createPhoneReceipts(tenant, form);
  /** What came back, in place of what was accepted just now. */
  let back: KeptReceipt | null = null;
  let asksWhose = false;
  let phone = '';
  const startAnew = () => {
    back = null;
    asksWhose = false;
    phone = '';
    inTab.drop();
    desk.set({ accepted: null });
    focus(focusIds.step);
  };
  const draw = async (id: string) => {
    const { drawPicture } = await ports.fetchPart<PicturePart>(
      'picture',
      base,
      __JINJIAN_SCRIPT__ || (() => import('../../receipt-picture/picture-part.ts')),
    );
    const { title } = desk.state.bundle.form;
    const { receiptTitle, pictureText } = later.kept;
    return drawPicture({ base, receipt: id, title: receiptTitle, about: [title], text: pictureText });
  };

  return {
    accepted(accepted, values) {
      inTab.keep(accepted);
      const asked = fieldsOf(desk.state.bundle.form).find(({ kind }) => kind === 'phone');
      phone = String((asked && values[asked.id]) ?? '');
    },
    async bringBack() {
      const kept = await inTab.load();
      const { accepted, sending } = desk.state;
      if (desk.startedAt || accepted || sending !== 'no') return;
      back = kept;
      asksWhose = !kept && onPhone.keptAtMs() !== null;
      desk.set({});
    },
    view() {
      const shown = desk.state.accepted ?? back;
      if (shown)
        return (
          <SuccessView
            form={desk.state.bundle.form}
            receipt={shown}
            isBack={shown === back}
            words={later}
            keep={phone ? () => onPhone.keep(shown, phone) : null}
            draw={() => draw(shown.receipt.id)}
            again={startAnew}
          />
        );
      if (!asksWhose) return null;
      return (
        <ReturnView
          day={chinaDateAt(onPhone.keptAtMs() ?? 0)}
          words={later}
          open={async (typed) => {
            back = await onPhone.open(typed);
            desk.set({});
            focus(focusIds.done);
            return back !== null;
          }}
          again={startAnew}
          forget={() => {
            onPhone.forget();
            startAnew();
          }}
        />
      );
    },
  };
}
