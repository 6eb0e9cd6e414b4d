import { cephClustersKind, nodeClaimsKind, podsKind } from '@greenroom/cluster-access';
import ceph from '../__fixtures__/ceph.json';
import karpenter from '../__fixtures__/karpenter.json';
import pods from '../__fixtures__/pods.json';
import { RECORDED, row } from '../__testUtils__/fixtures';
import { readNodeClaim } from '../autoscaling/readKarpenter';
import type { Finding } from '../Finding';
import { linkTo } from '../links';
import { isLost, unseenFor } from '../parts';
import { readPod } from '../pods/readPod';
import { readCephCluster } from '../storage/readCeph';
import { fold } from './fold';
import { ranked } from './rank';
import { seenVerdict, standingOf } from './verdict';

const owner = linkTo('Deployment', { namespace: 'shop', name: 'catalogue' });
const podsOf = () => 6;

function podFindings(name: string, count: number, over: Partial<Finding> = {}): Finding[] {
  const pod = row(podsKind, pods, name);
  return Array.from({ length: count }, (_, index) =>
    readPod({ ...pod, name: `catalogue-7d9f-${index}`, uid: `u${index}` }, { now: RECORDED, owner }),
  ).flatMap(({ findings }) => findings.map(finding => ({ ...finding, ...over })));
}

describe('fold', () => {
  it.each([
    ['crashing', 2, '2 of 6 pods of catalogue crash: exit code 1, 8 restarts'],
    ['outOfMemory', 2, '2 of 6 pods of catalogue crash: out of memory at 24Mi, 8 restarts'],
    [
      'badImage',
      3,
      '3 of 6 pods of catalogue can not pull their image: registry.example:5000/shop/cart:v9: not found',
    ],
    ['badConfiguration', 2, '2 of 6 pods of catalogue can not be started: configmap "logs-config" not found'],
    [
      'unschedulable',
      4,
      '4 of 6 pods of catalogue wait for a node: insufficient cpu on 2 of 3 nodes, 1 of 3 nodes full of pods and 1 of 3 nodes cordoned',
    ],
    ['evicted', 2, '2 of 6 pods of catalogue were evicted'],
  ])('%s pods of one workload are one problem with a count', (name, count, text) => {
    const problems = fold(podFindings(name, count), { podsOf });
    expect(problems).toMatchObject([{ text, count, object: owner }]);
  });

  it('one pod is told by its name, and has the id that several would have', () => {
    const [one] = fold(podFindings('crashing', 1), { podsOf, entityOf: () => 'component:default/catalogue' });
    const [two] = fold(podFindings('crashing', 2), { podsOf });
    expect(one).toMatchObject({
      text: 'catalogue-7d9f-0 has crashed 4 times: exit code 1',
      object: { kind: 'Pod', name: 'catalogue-7d9f-0' },
      entityRef: 'component:default/catalogue',
    });
    expect(one).not.toHaveProperty('count');
    expect(one?.id).toBe(two?.id);
  });

  it('tells one cause from another, and since when the first of them is', () => {
    const found = [
      ...podFindings('crashing', 1),
      ...podFindings('crashing', 1, { since: '2026-11-21T09:00:00Z' }),
      ...podFindings('badImage', 1),
    ];
    expect(fold(found)).toMatchObject([
      { rule: 'pod-crashing', count: 2, since: '2026-11-21T09:00:00Z' },
      { rule: 'pod-image' },
    ]);
  });
});

describe('ranked', () => {
  const about = (key: string) => ({
    workload: [key],
    service: [key],
    part: [key],
    claim: [key],
    node: [key],
    namespace: [key],
  });
  const finding = (rule: Finding['rule'], name: string, key = 'k'): Finding => ({
    rule,
    text: `${name} is not well`,
    object: linkTo('Pod', { namespace: 'shop', name }),
    about: about(key),
  });
  const told = (...findings: Finding[]) =>
    ranked(fold(findings)).map(({ rule, explainedBy }) => [rule, explainedBy?.split('/')[0]]);

  it('puts what explains before what it explains, where the worst of that would be', () => {
    expect(
      told(
        finding('ingress-without-endpoints', 'i'),
        finding('service-without-endpoints', 's'),
        finding('workload-down', 'w'),
        finding('pod-unschedulable', 'p'),
        finding('node-pool-at-limit', 'n'),
        finding('node-not-ready', 'x', 'other'),
      ),
    ).toEqual([
      ['node-pool-at-limit', undefined],
      ['pod-unschedulable', 'node-pool-at-limit'],
      ['workload-down', 'pod-unschedulable'],
      ['service-without-endpoints', 'workload-down'],
      ['ingress-without-endpoints', 'service-without-endpoints'],
      ['node-not-ready', undefined],
    ]);
  });

  it('lets what is only a risk by itself be the reason of what is wrong', () => {
    const problems = ranked(fold([finding('pod-unschedulable', 'p'), finding('node-group-at-maximum', 'n')]));
    expect(standingOf(problems, [], 'fine').verdict).toMatchObject({
      state: 'waiting',
      reasons: [{ text: 'n is not well' }, { text: 'p is not well' }],
    });
  });

  it('explains nothing by what is about something else', () => {
    expect(told(finding('pod-crashing', 'p', 'one'), finding('workload-down', 'w', 'another'))).toEqual([
      ['workload-down', undefined],
      ['pod-crashing', undefined],
    ]);
  });

  it('one Ceph that can not be set up is no reason for another one’s silence', () => {
    const findings = ['failure', 'unanswered'].flatMap(
      name => readCephCluster(row(cephClustersKind, ceph, `CephCluster/${name}`), RECORDED).findings,
    );
    expect(told(...findings)).toEqual([
      ['ceph-failure', undefined],
      ['ceph-silent', undefined],
    ]);
  });
});

it('what keeps several machines of a node pool away is one problem, of the pool', () => {
  const claim = row(nodeClaimsKind, karpenter, 'NodeClaim/unlaunched');
  const claims = [claim, { ...claim, name: 'general-2' }];
  const findings = claims.flatMap(one => readNodeClaim(one, Date.parse('2026-11-22T08:00:00Z')).findings);
  expect(fold(findings)).toMatchObject([
    {
      rule: 'node-claim-unlaunched',
      count: 2,
      object: { kind: 'NodePool', name: 'general' },
      text: expect.stringMatching(/^2 nodes of pool general can not be had: .*instance type not found/),
    },
  ]);
});

describe('seenVerdict', () => {
  const denied = { part: 'nodes', why: 'denied' as const, text: 'cannot watch nodes' };
  const healthy = { state: 'healthy' as const, reasons: [] };

  it('believes nothing of what is not seen, but what is wrong with the rest', () => {
    expect(seenVerdict(healthy, [denied])).toEqual({
      state: 'unknown',
      reasons: [{ text: 'Cannot watch nodes', ref: 'nodes' }, { text: 'last known: healthy' }],
    });
    expect(seenVerdict({ ...healthy, state: 'degraded' }, [denied]).state).toBe('degraded');
    expect(seenVerdict(healthy, [])).toEqual(healthy);
  });

  it.each([
    ['Node', 'nodes', true],
    ['CronJob', 'jobs', false],
    ['Deployment', 'pods', false],
  ])('%s hangs by %s', (kind, part, isOwn) => {
    const unseen = [
      { ...denied, part },
      { ...denied, part: 'limitranges' },
    ];
    const kinds = [kind];
    expect(unseenFor({ kinds }, unseen).map(one => one.part)).toEqual([part]);
    expect(isLost({ apiVersion: 'v1', kind, name: 'x' }, unseen)).toBe(isOwn);
    expect(unseenFor({ kinds }, [{ ...denied, part, why: 'not-installed' }])).toEqual([]);
  });
});

it('what is not seen in one namespace is seen in the others', () => {
  const unseen = [{ part: 'pods', why: 'denied' as const, text: 'cannot list pods', namespaces: ['other'] }];
  const pod = { apiVersion: 'v1', kind: 'Pod', name: 'cart-0' };
  expect(isLost({ ...pod, namespace: 'other' }, unseen)).toBe(true);
  expect(isLost({ ...pod, namespace: 'shop' }, unseen)).toBe(false);
  expect(unseenFor({ kinds: ['Deployment'], namespace: 'other' }, unseen)).toEqual(unseen);
  expect(unseenFor({ kinds: ['Deployment'], namespace: 'shop' }, unseen)).toEqual([]);
});

describe('standingOf', () => {
  const pod = ranked(fold(podFindings('unschedulable', 2), { podsOf }));
  const risk = ranked(
    fold([
      {
        rule: 'one-replica',
        text: 'api has one replica: no redundancy',
        object: linkTo('Deployment', { namespace: 'shop', name: 'api' }),
      },
    ]),
  );

  it('is healthy when nothing is wrong, with what should be known', () => {
    expect(standingOf([], [], 'all 6 pods are ready')).toEqual({
      verdict: { state: 'healthy', reasons: [] },
      sentence: 'All 6 pods are ready',
    });
    expect(standingOf(risk, [], 'the only pod is ready')).toMatchObject({
      verdict: { state: 'healthy', reasons: [{ text: 'api has one replica: no redundancy' }] },
      sentence: 'The only pod is ready; api has one replica: no redundancy',
    });
  });

  it('is what is worst, with its reasons and since when', () => {
    const { verdict, sentence, since } = standingOf([...pod, ...risk], [], 'fine');
    expect(verdict).toEqual({ state: 'waiting', reasons: [{ text: pod[0]?.text, ref: pod[0]?.id }] });
    expect(sentence).toMatch(/^2 of 6 pods of catalogue wait for a node: /);
    expect(since).toBe('2026-11-21T11:24:31Z');
  });

  it('is unknown where what something was read from is not seen any more, with how it was', () => {
    const lost = ranked(
      fold(podFindings('unschedulable', 2), { podsOf, isLost: ({ kind }) => kind === 'Pod' }),
    );
    expect(lost).toMatchObject([{ ...pod[0], state: 'unknown', was: 'waiting' }]);
    const denied = { part: 'pods', why: 'denied' as const, text: 'cannot list pods in shop' };
    const { verdict, sentence, since } = standingOf(lost, [denied], 'fine');
    expect(verdict).toEqual({
      state: 'unknown',
      reasons: [
        { text: 'Cannot list pods in shop', ref: 'pods' },
        { text: `last known: waiting: ${lost[0]?.text}`, ref: lost[0]?.id },
      ],
    });
    expect([sentence, since]).toEqual(['Cannot list pods in shop', undefined]);
  });

  it('leaves a risk a risk as long as nobody knows better', () => {
    const known = fold(
      [{ rule: 'one-replica', text: 'api', object: linkTo('Deployment', { name: 'api' }) }],
      { isLost: () => true },
    );
    expect(known[0]).toMatchObject({ state: 'healthy' });
    expect(known[0]).not.toHaveProperty('was');
  });

  it('is unknown where something may not be read, and not where it is not installed', () => {
    const denied = { part: 'pods', why: 'denied' as const, text: 'cannot list pods in shop' };
    const absent = { part: 'nodepools', why: 'not-installed' as const, text: 'Karpenter: not installed' };
    expect(standingOf([], [absent], 'fine').verdict.state).toBe('healthy');
    expect(standingOf(pod, [denied], 'fine')).toMatchObject({
      verdict: { state: 'unknown', reasons: [{ text: 'Cannot list pods in shop', ref: 'pods' }] },
      sentence: 'Cannot list pods in shop',
    });
  });
});
