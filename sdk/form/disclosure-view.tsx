/** Owns the disclosure of a loan's provider, cost and risk above the form; must not judge what is disclosed. */
import type { Disclosure } from '../../contract/form.ts';
import { wanReading } from './fields/wan-reading.ts';

function range(from: string, to: string): string {
  return from === to ? from : `${from}–${to}`;
}

/** The annual rate is set in the same size as every other figure (人民银行公告〔2021〕第3号). */
export function DisclosureView({ disclosure: told }: { disclosure: Disclosure }) {
  const basis = told.aprBasis === 'irr' ? '内部收益率IRR' : '单利';
  return (
    <section class="disclosure" part="disclosure" aria-label="产品信息披露">
      <p class="lender">
        <span class="mark">广告</span>
        贷款由<bdi>{told.lender}</bdi>提供
      </p>
      <dl>
        <div>
          <dt>年化利率（{basis}）</dt>
          <dd>{range(`${told.aprMin}%`, `${told.aprMax}%`)}</dd>
        </div>
        <div>
          <dt>可申请额度</dt>
          <dd>{range(wanReading(told.amountMin), wanReading(told.amountMax))}</dd>
        </div>
        <div>
          <dt>期限</dt>
          <dd>{told.termMonths.join('、')}个月</dd>
        </div>
      </dl>
      <p>{told.fees}</p>
      <p>{told.risk}</p>
      <p>审核编号：{told.approvalId}</p>
    </section>
  );
}
