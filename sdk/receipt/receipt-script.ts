/** Owns the entry of the receipt page's script: what each part of the page gets on top of the HTML; must not hold any of it. */
import { offerLargeType } from '../large-type/large-type.ts';
import { offerKeeping } from './keeping.ts';
import { OwnDataView } from './own-data.ts';
import { readPageData } from './page-data.ts';
import { keepFresh } from './page-refresh.ts';
import { takeSecret } from './secret-in-address.ts';
import { showVerdict } from './verdict.ts';
import { takeWithdrawals } from './withdrawing.ts';

offerLargeType();
const main = document.querySelector('main[data-page]');
if (main) {
  const data = readPageData(main);
  const check = () => void showVerdict(data);
  const secret = data.mark === null ? null : takeSecret(data.mark);
  const own = document.getElementById('verify') ? new OwnDataView(data, secret, check) : null;
  takeWithdrawals(data, () => {
    check();
    if (own) own.reload();
  });
  keepFresh(check);
  offerKeeping(data);
  const again = document.getElementById('again');
  if (again) again.addEventListener('click', check);
  check();
}
