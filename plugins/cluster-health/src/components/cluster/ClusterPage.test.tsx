import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  killed,
  makeProblem,
  makeSickCluster,
  makeSickWorkload,
  makeSource,
  makeWorkload,
} from '../../__testUtils__/clusters';
import { oneTopic, openPage, tellOne } from '../../__testUtils__/openPage';

async function open(path = '/clusters/eks-prod') {
  const stream = openPage(path);
  await screen.findByRole('heading', { level: 1, name: 'eks-prod' });
  return stream;
}

const follower = makeProblem({
  id: 'hpa-at-maximum/shop/catalogue',
  state: 'waiting',
  severity: 90,
  text: 'catalogue cannot scale',
  explainedBy: makeProblem().id,
});
const risk = makeProblem({
  id: 'one-replica/shop/cart',
  state: 'healthy',
  severity: 10,
  text: 'cart has one replica',
});
const event = {
  id: 'e1',
  type: 'Warning',
  reason: 'BackOff',
  text: 'Back-off restarting failed container',
  count: 41,
  at: '2026-11-21T10:52:00Z',
  object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'catalogue-7d9f4c5b6a-cr4sh' },
};
const rows = [
  ['summary', 'eks-prod', makeSickCluster()],
  ['problem', 'one-replica', risk],
  ['problem', 'hpa', follower],
  ['problem', 'pod-crashes', makeProblem()],
  ['workload', 'Deployment/checkout', makeWorkload()],
  ['workload', 'Deployment/catalogue', makeSickWorkload()],
  ['event', 'e1', { ...event, namespace: 'shop' }],
] as const;
const tellAllOf = (stream: Awaited<ReturnType<typeof open>>, sources = [makeSource('eks-prod')]) =>
  tellOne(stream, rows, sources);

const grid = (name: string) => screen.getByRole('grid', { name });
const names = () =>
  within(grid('Workloads'))
    .getAllByRole('rowheader')
    .map(cell => cell.textContent);

describe('one cluster', () => {
  it('says how it is, then what is wrong, worst first, with ways there', async () => {
    const stream = await open();
    expect(screen.getByText('Loading the cluster')).toBeInTheDocument();
    tellAllOf(stream);
    expect(screen.getByText(/^9 of 9 nodes are ready. 1 workload is degraded/)).toBeInTheDocument();
    const problems = within(screen.getByRole('list', { name: 'Problems' })).getAllByRole('listitem');
    expect(problems[0]).toHaveTextContent(
      /degradedsince .*, 23 min2 of 6 pods of catalogue crash: out of memory/,
    );
    expect(problems[1]).toHaveTextContent('Because of that: catalogue cannot scale');
    expect(within(problems[0]!).getByRole('link', { name: 'shop/catalogue' })).toHaveAttribute(
      'href',
      '/clusters/eks-prod?tab=workloads&q=shop+catalogue',
    );
    expect(within(problems[0]!).getByRole('link', { name: 'Its service' })).toHaveAttribute(
      'href',
      '/catalog/default/component/catalogue/health',
    );
    expect(screen.getByText('Worth knowing (1)')).toBeInTheDocument();
  });

  it('lists the worst of very many problems, and says how many it does not', async () => {
    const user = userEvent.setup();
    const stream = await open();
    const many = Array.from({ length: 200 }, (_, index) =>
      makeProblem({ id: `one-replica/${index}`, text: `w${index} has one replica`, severity: index % 100 }),
    );
    tellOne(stream, [
      [
        'summary',
        'eks-prod',
        makeSickCluster({
          problems: { degraded: 2000, waiting: 500, progressing: 0, unknown: 0, healthy: 0 },
        }),
      ],
      ...many.map(row => ['problem', row.id, row] as const),
    ]);
    const list = await screen.findByRole('list', { name: 'Problems' });
    const shown = () => within(list).getAllByRole('listitem').length;
    expect(shown()).toBe(8);
    await user.click(screen.getByRole('button', { name: 'Show 192 more' }));
    expect(shown()).toBe(200);
    expect(screen.getByText('2,300 less severe ones are not listed.')).toBeInTheDocument();
  });

  it('says where all this is known from', async () => {
    const stream = await open();
    tellAllOf(stream);
    const capacity = screen.getByRole('region', { name: 'Capacity · 9 nodes · v1.34.4' });
    expect(capacity).toHaveTextContent('Kubernetes API live');
    expect(capacity).toHaveTextContent('Metrics API measured 12 s ago');
    expect(capacity).toHaveTextContent('Not installed: Karpenter');
  });

  it('has its workloads in a table, worst first, that can be searched and narrowed', async () => {
    const user = userEvent.setup();
    const stream = await open();
    tellAllOf(stream);
    expect(names()).toEqual(['catalogueDeployment', 'checkoutDeployment']);
    expect(grid('Workloads')).toHaveAttribute('aria-rowcount', '3');
    const [, first] = within(grid('Workloads')).getAllByRole('row');
    expect(first).toHaveTextContent('4/6');
    expect(first).toHaveTextContent('3–12, now 6');
    expect(first).toHaveTextContent('CPU 48 %, memory 90 %');
    expect(within(first!).getByRole('img', { name: '4 of 6 ready: 4 ready, 2 failing' })).toBeInTheDocument();
    await user.type(screen.getByRole('searchbox', { name: 'Search workloads' }), 'check');
    expect(names()).toEqual(['checkoutDeployment']);
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await user.click(screen.getByRole('button', { name: /^degraded 1/ }));
    expect(names()).toEqual(['catalogueDeployment']);
  });

  it('draws only what is on the screen of very many rows, and says how many there are', async () => {
    const stream = await open();
    const many = Array.from({ length: 3000 }, (_, index) => makeWorkload({ name: `w${index}` }));
    tellOne(stream, [
      ['summary', 'eks-prod', makeSickCluster()],
      ...many.map(row => ['workload', `Deployment/${row.name}`, row] as const),
    ]);
    expect(await screen.findByText('3,000 workloads')).toBeInTheDocument();
    expect(grid('Workloads')).toHaveAttribute('aria-rowcount', '3001');
    expect(within(grid('Workloads')).getAllByRole('row').length).toBeLessThan(60);
  });

  it('has events and empty tabs behind it, and forgets the search of another tab', async () => {
    const user = userEvent.setup();
    const stream = await open('/clusters/eks-prod?q=check');
    tellAllOf(stream);
    await user.click(screen.getByRole('tab', { name: /^Events/ }));
    expect(grid('Events')).toHaveTextContent('Back-off restarting failed container');
    expect(grid('Events')).toHaveTextContent('41');
    await user.click(screen.getByRole('tab', { name: /^Jobs/ }));
    expect(screen.getByText('No jobs')).toBeInTheDocument();
  });

  it('says what a tab cannot see rather than that nothing is there', async () => {
    const stream = await open('/clusters/eks-prod?tab=jobs');
    const unseen = [{ part: 'cronjobs', why: 'denied' as const, text: 'cannot list cronjobs' }];
    tellOne(stream, [['summary', 'eks-prod', makeSickCluster({ unseen })]]);
    expect(screen.getByRole('alert')).toHaveTextContent('Nobody can tell which jobs there are');
    expect(screen.getByRole('list', { name: 'What cannot be seen of jobs' })).toHaveTextContent(
      'Cannot list cronjobs',
    );
  });

  it('tells of what it may not see any more as it was', async () => {
    const stream = await open();
    const unseen = [{ part: 'nodes', why: 'denied' as const, text: 'not permitted: cannot watch nodes' }];
    const pressed = makeProblem({
      id: 'node-pressure/n',
      state: 'unknown',
      was: 'degraded',
      text: 'n is full',
    });
    tellOne(stream, [
      ['summary', 'eks-prod', makeSickCluster({ unseen, capacity: undefined })],
      ['problem', pressed.id, pressed],
    ]);
    const [problem] = within(screen.getByRole('list', { name: 'Problems' })).getAllByRole('listitem');
    expect(problem).toHaveTextContent(/^was degraded.*n is full/);
    const capacity = screen.getByRole('region', { name: 'Capacity · 9 nodes · v1.34.4' });
    expect(capacity).toHaveTextContent('Nodes or pods cannot be seen.');
    expect(capacity).toHaveTextContent('Nodes: last known 9 of 9 ready. Pods: 227 ready');
  });

  it('is only what it was while the cluster is not reachable', async () => {
    const stream = await open();
    tellAllOf(stream, [makeSource('eks-prod', killed)]);
    expect(screen.getAllByText(/^unreachable since .*: connection refused$/).length).toBeGreaterThan(0);
    expect(within(grid('Workloads')).getByText('was healthy')).toBeInTheDocument();
    expect(screen.queryByText('live')).not.toBeInTheDocument();
  });

  it.each([
    ['NotAllowedError', 'You may not see this cluster'],
    ['NotFoundError', 'There is no such thing'],
  ])('is refused with whose fault it is: %s', async (name, title) => {
    const stream = await open();
    act(() => stream.set(oneTopic, { state: 'denied', sources: [], error: { name, message: 'because' } }));
    expect(screen.getByRole('alert')).toHaveTextContent(title);
  });

  it('says so when rows cannot be read', async () => {
    const stream = await open();
    tellOne(stream, [
      ['summary', 'eks-prod', makeSickCluster()],
      ['workload', 'Deployment/x', { namespace: 'shop', name: 'x' }],
    ]);
    expect(screen.getByText(/^1 row could not be read/)).toBeInTheDocument();
  });

  it('has nothing for axe to find', async () => {
    const stream = await open();
    tellAllOf(stream);
    expect(await accessibilityProblems()).toEqual([]);
  });
});
