/** Owns the time that judging a submission takes: its values, and the consents that they need; must not know how it is sealed. */
import type { Field, PinnedConsent } from '../../contract/form.ts';
import { judgeGrants } from '../../contract/judge-grants.ts';
import { judgeSensitive, withheldFields } from '../../contract/judge-sensitive.ts';
import { judgeValues } from '../../contract/judge-values.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { Grant } from '../../contract/submission.ts';
import { type Figure, median } from './figure.ts';

const budgetUs = 60;
const purpose = '核对';
const today = '2026-11-30';

/** 20 fields as forms have them: what is typed freely is searched for numbers that are sensitive. */
const fields: Field[] = [
  { id: 'name', kind: 'name', label: '姓名', purpose },
  { id: 'phone', kind: 'phone', label: '手机号码', purpose },
  { id: 'idNumber', kind: 'id_number', label: '身份证号码', purpose },
  { id: 'amount', kind: 'amount', label: '金额', purpose },
  { id: 'company', kind: 'company', label: '企业', purpose },
  { id: 'uscc', kind: 'uscc', label: '信用代码', purpose },
  { id: 'email', kind: 'email', label: '邮箱', purpose },
  ...Array.from({ length: 5 }, (_, at): Field => ({ id: `n${at}`, kind: 'number', label: '数', purpose })),
  ...Array.from({ length: 8 }, (_, at): Field => ({ id: `t${at}`, kind: 'text', label: '说明', purpose })),
];
const form = { steps: [{ fields }] };
const values = {
  name: '张三',
  phone: '13912345678',
  idNumber: '11010519491231002X',
  amount: '200000',
  company: '甲科技有限公司',
  uscc: '91350100M000100Y43',
  email: 'zhang@example.com',
  ...Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`n${at}`, String(1000 + at)])),
  ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`t${at}`, `备货周转，预计第${at}季度归还`])),
};
const kinds = ['privacy', 'sensitive', 'sensitive', 'sensitive', 'provide', 'marketing'] as const;
const covered = [[], ['idNumber'], ['n0', 'n1'], ['n1', 't0', 't1'], ['name', 'phone'], []];

const notices: Pick<PublishedNotice, 'id' | 'kind' | 'fields'>[] = kinds.map((kind, at) => ({
  id: `notice-${at}`,
  kind,
  fields: covered[at],
}));
/** The form pins the six notices, and two more that nothing here is covered by. */
const pinned: PinnedConsent[] = Array.from({ length: 8 }, (_, at) => ({
  notice: `notice-${at}`,
  version: 1,
  digest: `sha256:${String(at).repeat(64)}`,
  required: at === 0,
}));
const grants: Grant[] = pinned.map(({ notice, version, digest }) => ({
  notice,
  version,
  digest,
  decision: 'granted',
}));

function once(): void {
  const refused = judgeGrants(pinned, grants);
  const withheld = withheldFields(form, notices, grants);
  const judged = judgeValues(form, values, today, withheld);
  if (refused !== null || 'errors' in judged) throw new Error('the sample is refused');
  if (judgeSensitive(form, notices, judged.values, grants, withheld) !== null)
    throw new Error('the sample is not covered');
}

export async function judgingFigure(isQuick: boolean): Promise<Figure> {
  for (let at = 0; at < 5000; at++) once();
  const us: number[] = [];
  for (let round = 0; round < (isQuick ? 20 : 200); round++) {
    const startMs = performance.now();
    for (let at = 0; at < 100; at++) once();
    us.push((performance.now() - startMs) * 10);
  }
  const measuredUs = median(us);
  return {
    what: 'judging a submission of 20 fields, 6 notices and 8 grants',
    budget: `≤ ${budgetUs} µs`,
    measured: `${measuredUs.toFixed(0)} µs`,
    isWithin: measuredUs <= budgetUs,
    notes: [`median of ${us.length} rounds of 100; values, grants and what covers each value`],
  };
}
