/** Contacts that reach the retention limit, month after month: near ones by month, later ones by year. */
import type { ForecastMonth } from '../../backend/index.ts';
import type { Bar } from '../../components/bars.ts';
import { month } from '../../i18n/i18n.svelte.ts';

/** How many months are told one by one. */
const NEAR = 12;

/** Bars to draw. The `soon` first contacts are in the review already; what comes after leads nowhere yet. */
export function ahead(months: readonly ForecastMonth[], soon: number): Bar[] {
  const filled = months.filter((one) => one.contacts > 0);
  const near = filled.slice(0, NEAR);
  let before = 0;
  const bars: Bar[] = near.map(({ month: value, contacts }) => {
    const fixed = before >= soon;
    before += contacts;
    return { value, label: month(value), count: contacts, fixed };
  });
  for (const { month: later, contacts } of filled.slice(NEAR)) {
    const year = later.slice(0, 4);
    const last = bars.at(-1);
    if (last?.value === year) bars[bars.length - 1] = { ...last, count: last.count + contacts };
    else bars.push({ value: year, label: year, count: contacts, fixed: true });
  }
  return bars;
}
