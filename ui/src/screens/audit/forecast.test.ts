import { expect, it } from 'vitest';
import { ahead } from './forecast.ts';

const months = (count: number): { month: string; contacts: number }[] =>
  Array.from({ length: count }, (_, at) => ({
    month: `${2027 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    contacts: at + 1,
  }));

it('tells a year month by month, then whole years', () => {
  const bars = ahead(months(30), 0);
  expect(bars).toHaveLength(14);
  expect(bars.slice(-2).map(({ label, count }) => [label, count])).toEqual([
    ['2028', 222],
    ['2029', 165],
  ]);
  const all = months(30).reduce((sum, one) => sum + one.contacts, 0);
  expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(all);
});

it('leads to the review only where it holds these contacts', () => {
  const [first, second, third] = ahead(months(3), 2);
  expect([first?.fixed, second?.fixed, third?.fixed]).toEqual([false, false, true]);
});

it('leaves out months without anybody', () => {
  expect(ahead([{ month: '2027-01', contacts: 0 }], 0)).toEqual([]);
});
