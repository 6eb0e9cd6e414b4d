import { TestApiProvider } from '@backstage/frontend-test-utils';
import { RowMap, SOURCES_TOPIC, type SourceReport } from '@greenroom/plugin-portal-common';
import { FakeStream, streamApiRef, type TopicView } from '@greenroom/plugin-portal-react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { makeSource } from '../../__testUtils__/makeSource';
import { SourcesPage } from './SourcesPage';

const topic = { type: SOURCES_TOPIC, key: '' };
const since = new Date(Date.now() - 300_000).toISOString();
const down = makeSource({
  name: 'eks-staging',
  freshness: 'unreachable',
  since,
  reason: 'connection refused',
  address: 'https://127.0.0.1:7444',
  version: 'v1.31.0',
  lastSuccessAt: since,
  lastError: { at: since, text: 'connect ECONNREFUSED' },
  cure: 'Check that the API server runs.',
});
const lacking = makeSource({
  missingPermissions: [{ text: 'list pods in payments', rule: '- resources: [pods]\n  verbs: [list]' }],
  parts: [
    { name: 'rollouts', freshness: 'live', count: 1200, observedAt: since },
    { name: 'pods', freshness: 'denied', reason: 'not permitted: cannot list pods in payments' },
    { name: 'canaries', freshness: 'not-installed' },
  ],
});
const lost = { lostSince: new Date(since), receivedAt: new Date(since) };

function open(view: TopicView) {
  const stream = new FakeStream();
  stream.set(topic, view);
  render(
    <TestApiProvider apis={[[streamApiRef, stream]]}>
      <SourcesPage />
    </TestApiProvider>,
  );
}

const rowsOf = (...sources: unknown[]) =>
  RowMap.of(sources.map((source, index) => [String(index), source] as const));
const live = (...sources: SourceReport[]): TopicView => ({
  state: 'live',
  rows: rowsOf(...sources),
  sources,
});

describe('Sources', () => {
  it('says first how everything is, worst first', async () => {
    open(live(lacking, down));
    expect(
      screen.getByText(/^eks-staging is unreachable since .*: connection refused\. The other is live\./),
    ).toBeVisible();
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      'eks-staging Cluster',
      'eks-prod Cluster',
    ]);
  });

  it('tells of a source what went wrong and what to do', async () => {
    open(live(down));
    const panel = within(screen.getByRole('region', { name: /eks-staging/ }));
    ['Check that the API server runs.', 'https://127.0.0.1:7444', 'v1.31.0'].forEach(text =>
      expect(panel.getByText(text)).toBeInTheDocument(),
    );
    expect(panel.getByText(/connect ECONNREFUSED/)).toBeInTheDocument();
  });

  it('gives the exact rule of a missing permission to copy', async () => {
    open(live(lacking));
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    expect(screen.getByText('list pods in payments')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Copy the rule to list pods in payments' }));
    expect(write).toHaveBeenCalledWith('- resources: [pods]\n  verbs: [list]');
  });

  it('counts what it follows, and says what is not there', async () => {
    open(live(lacking));
    const table = within(screen.getByRole('table', { name: 'What is followed at eks-prod' }));
    expect(table.getByRole('row', { name: /rollouts 1,200 live/ })).toBeInTheDocument();
    expect(
      table.getByRole('row', { name: /pods – not permitted: cannot list pods in payments/ }),
    ).toBeInTheDocument();
    expect(table.getByRole('row', { name: /canaries – not installed there/ })).toBeInTheDocument();
  });

  it('of many shows what is not as the source is, and the rest behind one line', async () => {
    const pod = { name: 'pods', freshness: 'denied', reason: 'cannot list pods' } as const;
    const gone = { name: 'canaries', freshness: 'not-installed' } as const;
    const many = Array.from({ length: 8 }, (_, i) => ({ name: `r${i}`, freshness: 'live' }) as const);
    open(live({ ...lacking, freshness: 'live', reason: undefined, parts: [pod, gone, ...many] }));
    const [own, rest] = screen.getAllByRole('table', { name: /followed at eks-prod/ });
    expect(within(own as HTMLElement).getAllByRole('row')).toHaveLength(2);
    expect(within(own as HTMLElement).getByRole('row', { name: /pods – cannot list pods/ })).toBeVisible();
    expect(screen.getByText('8 are live, 1 is not installed there')).toBeVisible();
    expect(rest).not.toBeVisible();
  });

  it('says once what keeps us from a whole source', () => {
    const parts = [
      { name: 'pods', freshness: 'unreachable', reason: 'the connection was closed' },
      { name: 'services', freshness: 'unreachable', reason: 'the connection was closed' },
    ] as const;
    open(live({ ...down, parts: [...parts] }));
    const table = within(screen.getByRole('table', { name: 'What is followed at eks-staging' }));
    expect(table.getByRole('row', { name: /pods – unreachable/ })).toBeInTheDocument();
    expect(screen.queryByText(/the connection was closed/)).not.toBeInTheDocument();
  });

  it('says how many sources it could not read', async () => {
    open({ state: 'live', rows: rowsOf(lacking, { id: 'x' }), sources: [] });
    expect(screen.getByRole('alert')).toHaveTextContent('1 of 2 sources cannot be shown');
    expect(screen.getByRole('region', { name: /eks-prod/ })).toBeInTheDocument();
  });

  it('says who may see it to those who may not', async () => {
    open({ state: 'denied', sources: [], error: { name: 'NotAllowedError', message: 'Ask for it.' } });
    expect(screen.getByRole('alert')).toHaveTextContent('for the people who run the portal');
    expect(screen.getByRole('alert')).toHaveTextContent('greenroom.platformGroups');
  });

  it('says that nothing is configured', async () => {
    open(live());
    expect(screen.getByText('The portal reads from nothing yet')).toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    open({ state: 'connecting', sources: [] });
    expect(screen.getByRole('status')).toHaveTextContent('Loading');
  });

  it('shows old sources as old', async () => {
    open({ ...live(lacking), state: 'lost', ...lost });
    expect(screen.getByText(/Live updates stopped/)).toBeInTheDocument();
    expect(screen.getByText(/^Last known: The only source is live/)).toBeInTheDocument();
    expect(screen.getAllByText('was live').length).toBeGreaterThan(0);
  });

  it('is accessible', async () => {
    open(live(down, lacking));
    expect(await accessibilityProblems()).toEqual([]);
  });
});
