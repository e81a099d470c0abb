/** Owns the disclosure's sentences, in the order in which the law names them; must not know any template. */
import type { Role } from '../palette.ts';
import type { Row } from '../template.ts';

export function smallPrint(text: Role, lender: Role, gap: number, leading = 1.36): Row[] {
  const print = { size: 22, colour: text, leading };
  return [
    { ...print, slot: 'lender', weight: 500, colour: lender, gap },
    { ...print, slot: 'institution' },
    { ...print, slot: 'fees' },
    { ...print, slot: 'risk' },
    { ...print, slot: 'approval', size: 20 },
  ];
}
