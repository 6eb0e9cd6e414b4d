import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessibilityProblems } from '../__testUtils__/accessible';
import { stopDate } from '../__testUtils__/stopDate';
import { StaleContext } from '../components/topic/StaleContext';
import { Chart, type ChartProps } from './Chart';
import { ChartGroup } from './ChartGroup';

const from = Date.parse('2026-11-21T07:00:00') / 1000;
const at = [0, 60, 120].map(seconds => from + seconds);
const writer = { key: 'writer', label: 'writer', at, values: [30, null, 31], periodSeconds: 60 };
const reader = { key: 'reader', label: 'reader', at, values: [12, 14, 15], periodSeconds: 60 };
const percent = (value: number) => `${value} %`;
const onWindow = jest.fn();

// Times of another day would be told with their day.
beforeEach(() => stopDate('2026-11-21T07:02:00'));

function open(props: Partial<ChartProps> = {}, old = false) {
  render(
    <StaleContext.Provider value={old}>
      <ChartGroup window={{ from, to: from + 120 }} onWindow={onWindow}>
        <Chart title="CPU" lines={[writer, reader]} marks={[]} words={percent} {...props} />
        <Chart title="Other" lines={[reader]} marks={[]} words={percent} />
      </ChartGroup>
    </StaleContext.Provider>,
  );
  return screen.getByRole('figure', { name: 'CPU' });
}

it('says how it is now, of how much, and tells the same in words', () => {
  const cpu = open({ whole: 100 });
  expect(within(cpu).getByText('31 % of 100 %')).toBeInTheDocument();
  expect(cpu).toHaveTextContent('writer: now 31 %, lowest 30 %, highest 31 % at 07:02, 1 gap without data.');
});

it('tells the highest of several where that is what counts', () => {
  const lag = open({ headline: 'highest', lines: [reader, writer] });
  expect(within(lag).getAllByText('31 %').length).toBeGreaterThan(0);
});

it('moves one cursor over all charts by keyboard; a gap is no value', async () => {
  const user = userEvent.setup();
  const cpu = open();
  const [slider, other] = screen.getAllByRole('slider', { hidden: true });
  slider?.focus();
  await user.keyboard('{ArrowRight}{ArrowLeft}');
  expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/writer no data, reader 14 %$/));
  expect(other).toHaveAttribute('aria-valuetext', expect.stringMatching(/: 14 %$/));
  expect(within(cpu).getAllByText('no data').length).toBeGreaterThan(0);
  await user.keyboard('{Escape}');
  expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^CPU from 07:00/));
  await user.keyboard('+');
  expect(onWindow).toHaveBeenCalledWith({ from: from + 30, to: from + 90 });
});

it('has all values as a table, newest first', async () => {
  const user = userEvent.setup();
  const cpu = open();
  await user.click(within(cpu).getByRole('button', { name: 'CPU as a table' }));
  const rows = within(within(cpu).getByRole('table')).getAllByRole('row');
  expect(rows.map(row => row.textContent)).toEqual([
    'Timewriterreader',
    '07:0231 %15 %',
    '07:01no data14 %',
    '07:0030 %12 %',
  ]);
  expect(await accessibilityProblems()).toEqual([]);
});

it.each([
  ['first', 'no data since 07:00'],
  ['highest', 'no data since 07:02'],
] as const)('says since when nothing is measured of the %s', (headline, words) => {
  const silent = { at: [from, from + 60, from + 120, from + 180, from + 240, from + 300] };
  const values = [30, null, null, null, null, null];
  const cpu = open({
    headline,
    lines: [
      { ...writer, ...silent, values },
      { ...reader, ...silent, values: [12, 14, 15, null, null, null] },
    ],
  });
  expect(cpu).toHaveTextContent(words);
});

it('says why there is nothing, and draws no line at 0', () => {
  const cpu = open({ lines: [], missing: 'CloudWatch has no such metric.' });
  expect(cpu).toHaveTextContent('CloudWatch has no such metric.');
  expect(within(cpu).queryByText('0 %')).not.toBeInTheDocument();
});

it('only was so while it is old', () => {
  expect(open({}, true)).toHaveTextContent('CPUwas 31 %');
});
