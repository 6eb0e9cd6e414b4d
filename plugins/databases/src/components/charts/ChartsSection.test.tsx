import { type MetricsAnswer, type Series, seriesKey, TAIL_TOPIC } from '@greenroom/plugin-databases-common';
import { portalServer, portalUrl, refusalBody } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { down, failoverEvent, makeDatabase, makeSource } from '../../__testUtils__/databases';
import { openPage, tellOne } from '../../__testUtils__/openPage';

const { server } = portalServer('databases');
const shop = makeDatabase();
const tailTopic = { type: TAIL_TOPIC, key: shop.id };
const newest = Date.parse('2026-11-21T10:50:00Z') / 1000;
const asked: { path: string; query: Record<string, string> }[] = [];

const makeSeries = (overrides: Partial<Series> = {}): Series => ({
  metric: 'cpu',
  unit: 'percent',
  of: 'writer',
  statistic: 'average',
  periodSeconds: 60,
  start: newest - 120,
  values: [30, null, 31],
  limit: 90,
  ...overrides,
});
const connections = makeSeries({ metric: 'connections', unit: 'count', values: [200, 210, 212], limit: 800 });

function answer(series: Series[], missing: MetricsAnswer['missing'] = [], aged?: MetricsAnswer['aged']) {
  asked.length = 0;
  server.use(
    http.get(`${portalUrl}/databases/databases/:id/metrics`, ({ request, params }) => {
      const { searchParams } = new URL(request.url);
      asked.push({ path: String(params.id), query: Object.fromEntries(searchParams) });
      return HttpResponse.json({ from: '', to: '', periodSeconds: 60, series, missing, aged });
    }),
  );
}

async function open(address = '') {
  const stream = openPage(`/databases/${shop.id}${address}`);
  await screen.findByRole('heading', { level: 1 });
  tellOne(stream, shop, { events: [failoverEvent] });
  return stream;
}

const chart = (name: string) => screen.findByRole('figure', { name });
const told = (name: string, words: string | RegExp) =>
  chart(name).then(figure => within(figure).findByText(words));

describe('the charts of a database', () => {
  it('ask for its metrics over the usual time, and say how it is now, of how much', async () => {
    answer([makeSeries(), connections]);
    await open();
    expect(await told('Connections', '212 of 1,000')).toBeInTheDocument();
    expect(
      await told('CPU', /now 31 %, lowest 30 %.* 1 gap without data\. The limit is 90 %\. failover at/),
    ).toBeInTheDocument();
    expect(asked).toHaveLength(1);
    expect(decodeURIComponent(asked[0]!.path)).toBe(shop.id);
    expect(asked[0]!.query).toMatchObject({ periodSeconds: '60', from: '2026-11-21T07:55:00.000Z' });
    expect(asked[0]!.query.names).toContain('cpu,connections,replica-lag');
  });

  it('go on as it is measured', async () => {
    answer([makeSeries()]);
    const stream = await open();
    await told('CPU', '31 %');
    const tail = makeSeries({ start: newest, values: [null, 55, 77] });
    act(() => stream.live(tailTopic, { [seriesKey(tail)]: tail }, [makeSource()]));
    expect(await told('CPU', '77 %')).toBeInTheDocument();
    expect(asked).toHaveLength(1);
  });

  it('ask again when the page was away for longer than the tail is', async () => {
    answer([makeSeries()]);
    const stream = await open();
    await told('CPU', '31 %');
    answer([makeSeries({ start: newest - 60, values: [40, 41, 42, 43, 44, 45] })]);
    const tail = makeSeries({ start: newest + 240, values: [45] });
    act(() => stream.live(tailTopic, { [seriesKey(tail)]: tail }, [makeSource()]));
    expect(await told('CPU', '45 %')).toBeInTheDocument();
    await screen.findByText(/highest 45 %/);
    expect(asked).toHaveLength(1);
  });

  it('say of when they are while AWS does not answer, and are asked for again', async () => {
    answer([makeSeries()], [], { at: '2026-11-21T10:40:00Z', reason: 'AWS is asked too often' });
    await open();
    expect(await told('CPU', '31 %')).toBeInTheDocument();
    const ribbons = () => screen.queryAllByRole('status').map(({ textContent }) => textContent);
    expect(ribbons()).toContain('The history is as it was at 10:40: AWS is asked too often.');
    answer([makeSeries()]);
    jest.setSystemTime(Date.now() + 60_000);
    await waitFor(() => expect(ribbons().join()).not.toMatch(/The history/), { timeout: 5_000 });
    expect(asked).toHaveLength(1);
  });

  it('say why a metric has no data, and of none that it is 0', async () => {
    answer([makeSeries()], [{ metric: 'swap', reason: 'CloudWatch has no SwapUsage of it.' }]);
    await open();
    expect(await told('Swap', 'CloudWatch has no SwapUsage of it.')).toBeInTheDocument();
    expect(await told('DB load', 'No data in this time.')).toBeInTheDocument();
  });

  it('show another time, kept in the address, and ask for longer periods of a longer one', async () => {
    const user = userEvent.setup();
    answer([makeSeries()]);
    const stream = await open('?range=12h');
    await told('CPU', '31 %');
    await user.click(screen.getByRole('radio', { name: '7 d' }));
    await screen.findByRole('radio', { name: '7 d', checked: true });
    await chart('CPU');
    expect(asked.at(-1)?.query.periodSeconds).toBe('300');
    expect(stream.watched(tailTopic)).toBe(true);
  });

  it('show one’s own time without what comes now', async () => {
    answer([makeSeries()]);
    const stream = await open('?from=2026-11-21T08:00:00Z&to=2026-11-21T09:00:00Z');
    await chart('CPU');
    expect(stream.watched(tailTopic)).toBe(false);
    expect(asked[0]?.query).toMatchObject({
      from: '2026-11-21T08:00:00.000Z',
      to: '2026-11-21T09:00:00.000Z',
    });
  });

  it('say so when the address asks for what cannot be', async () => {
    answer([]);
    await open('?from=2026-11-21T09:00:00Z&to=2026-11-21T08:00:00Z');
    expect(await screen.findByText(/^The end has to be at least five minutes after/)).toBeInTheDocument();
  });

  it('say whose fault it is when their history cannot be had, and the rest goes on', async () => {
    const error = { name: 'ServiceUnavailableError', message: 'aws:4212/eu-west-1 throttles us' };
    server.use(
      http.get(`${portalUrl}/databases/databases/:id/metrics`, () =>
        HttpResponse.json(refusalBody(error, 503), { status: 503 }),
      ),
    );
    await open();
    expect(await screen.findByText(/throttles us/)).toBeInTheDocument();
    expect(await told('CPU', 'Not known.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
    expect(screen.getByRole('img', { name: /^shop-b/ })).toBeInTheDocument();
  });

  it('are only what they were while nothing new comes', async () => {
    answer([makeSeries()]);
    const stream = await open();
    await told('CPU', '31 %');
    act(() => stream.live(tailTopic, {}, [makeSource(down)]));
    expect(await told('CPU', /^was/)).toBeInTheDocument();
  });
});
