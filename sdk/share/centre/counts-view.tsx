/** Owns how counts are drawn: the number first, then one small chart that answers one question; must not fetch them. */
import type { SharedCount } from '../../../contract/share-centre.ts';
import { countKinds, type DaySeries, daySeries, daysUpTo } from './day-series.ts';
import { countNames, countQuestions } from './words.ts';

const shownDays = 30;
const barStep = 10;
const barWidth = 7;
const chartHeight = 40;

/** `11月3日` of `2026-11-03`. */
function dayText(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
}

function Bars({ series, question }: { series: DaySeries; question: string }) {
  const most = Math.max(1, ...series.values);
  const best = series.values.indexOf(most);
  const told = `${question}：近${shownDays}天共${series.total}，今天${series.today}${
    best < 0 ? '' : `，最多的一天是${dayText(series.days[best] ?? '')}，${most}`
  }`;
  return (
    <svg
      class="bars"
      viewBox={`0 0 ${shownDays * barStep} ${chartHeight}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={told}
    >
      {series.values.map((value, at) => {
        const height = value === 0 ? 1 : Math.max(3, (value / most) * chartHeight);
        return (
          <rect
            key={series.days[at]}
            class={value === 0 ? 'none' : at === shownDays - 1 ? 'today' : ''}
            x={at * barStep + (barStep - barWidth)}
            y={chartHeight - height}
            width={barWidth}
            height={height}
          />
        );
      })}
    </svg>
  );
}

interface Props {
  counts: readonly SharedCount[];
  nowMs: number;
}

export function CountsView({ counts, nowMs }: Props) {
  const days = daysUpTo(nowMs, shownDays);
  const all = countKinds.map((kind) => ({ kind, series: daySeries(counts, kind, days) }));
  const isEmpty = all.every(({ series }) => series.total === 0);
  return (
    <section class="sheet counts" aria-labelledby="counts-title">
      <h2 id="counts-title">
        我的数据 <small>近{shownDays}天</small>
      </h2>
      {isEmpty ? (
        <p class="quiet">
          还没有人打开您的链接。选一个活动，把海报或链接发到朋友圈或群里，数字会出现在这里。
        </p>
      ) : (
        <div class="charts">
          {all.map(({ kind, series }) => (
            <div class="chart" key={kind}>
              <p class="figure">
                <b>{series.total}</b> <span>{countNames[kind]}</span>
              </p>
              <div class="plot">
                <Bars series={series} question={countQuestions[kind]} />
                <p class="axis">
                  <span>{dayText(days[0] ?? '')}</span>
                  <span>今天 {series.today}</span>
                </p>
              </div>
            </div>
          ))}
        </div>
      )}
      <p class="quiet note">只有数字，看不到申请人是谁。</p>
    </section>
  );
}
