import { makeSource, killed } from '../__testUtils__/clusters';
import { groupUnseen, unseenBeside } from './unseen';

it('says one reason once with what it hides, and what is not installed in a line at the end', () => {
  expect(
    groupUnseen([
      { part: 'nodepools.karpenter.sh', why: 'not-installed', text: 'no nodepools' },
      { part: 'nodeclaims.karpenter.sh', why: 'not-installed', text: 'no nodeclaims' },
      { part: 'cronjobs.batch', why: 'connecting', text: 'cronjobs are being read' },
      { part: 'pods', why: 'stale', text: 'the watch brings nothing' },
      { part: 'jobs.batch', why: 'stale', text: 'the watch brings nothing' },
      { part: 'nodes', why: 'denied', text: 'cannot list nodes' },
      { part: 'cephclusters.ceph.rook.io', why: 'not-installed', text: 'no cephclusters' },
    ]),
  ).toEqual([
    { absent: false, text: 'The watch brings nothing', parts: ['pods', 'jobs'] },
    { absent: false, text: 'Cannot list nodes', parts: ['nodes'] },
    { absent: false, text: 'Still being read: cron jobs', parts: [] },
    { absent: true, text: 'Not installed: Karpenter and Rook-Ceph', parts: [] },
  ]);
});

it('says once what all may not be read, when that is a lot', () => {
  const denied = ['nodes', 'jobs', 'cronjobs', 'limitranges'].map(part => ({
    part,
    why: 'denied' as const,
    text: `not permitted: cannot watch ${part} in any namespace`,
  }));
  expect(groupUnseen(denied.slice(1))).toHaveLength(3);
  expect(groupUnseen(denied)).toEqual([
    {
      absent: false,
      text: 'Not permitted to read nodes, jobs, cron jobs and limit ranges: Sources has the rules that are missing',
      parts: [],
    },
  ]);
});

it('says what may not be read in some namespaces with these', () => {
  const denied = (part: string, ...namespaces: string[]) => ({
    part,
    why: 'denied' as const,
    text: `not permitted: cannot watch ${part}`,
    ...(namespaces.length > 0 && { namespaces }),
  });
  const unseen = [
    denied('pods', 'other'),
    denied('nodes'),
    denied('jobs', 'other'),
    denied('events', 'other'),
  ];
  expect(groupUnseen(unseen).map(({ text }) => text)).toEqual([
    'Not permitted to read pods, jobs and events in other: Sources has the rules that are missing',
    'Not permitted to read nodes: Sources has the rules that are missing',
  ]);
});

it('names only some of many that are still read', () => {
  const parts = ['pods', 'nodes', 'jobs', 'events', 'services', 'ingresses', 'configmaps'];
  const unseen = parts.map(part => ({ part, why: 'connecting' as const, text: `${part} are being read` }));
  expect(groupUnseen(unseen)).toEqual([
    { absent: false, text: 'Still being read: pods, nodes, jobs, events, services and 2 more', parts: [] },
  ]);
});

it('names a thing once, whatever it is read in', () => {
  const parts = ['nodepools.karpenter.sh', 'nodeclaims.karpenter.sh', 'pods'];
  const unseen = parts.map(part => ({ part, why: 'stale' as const, text: 'the watch brings nothing' }));
  expect(groupUnseen(unseen)).toEqual([
    { absent: false, text: 'The watch brings nothing', parts: ['Karpenter', 'pods'] },
  ]);
});

it('leaves out what is not seen because nothing of the cluster is', () => {
  const unseen = [
    { part: 'pods', why: 'unreachable' as const, text: 'connection refused' },
    { part: 'nodes', why: 'denied' as const, text: 'cannot list nodes' },
  ];
  expect(unseenBeside(unseen, [makeSource('eks-prod', killed)])).toEqual(unseen.slice(1));
  expect(unseenBeside(unseen, [makeSource('eks-prod')])).toEqual(unseen);
});
