/** Owns the disclosure's sentences, in the order in which the law names them; must not know any template. */
import type { Role } from '../palette.ts';
import type { Row } from '../template.ts';

export function smallPrint(text: Role, lender: Role, gap: number): Row[] {
  return [
    { slot: 'lender', size: 22, weight: 500, colour: lender, gap },
    { slot: 'institution', size: 22, colour: text },
    { slot: 'fees', size: 22, colour: text },
    { slot: 'risk', size: 22, colour: text },
    { slot: 'approval', size: 20, colour: text },
  ];
}
