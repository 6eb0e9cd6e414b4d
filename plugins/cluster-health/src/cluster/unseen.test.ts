import { groupUnseen } from './unseen';

it('says one reason once with what it hides, and what is not installed in a line at the end', () => {
  expect(
    groupUnseen([
      { part: 'nodepools.karpenter.sh', why: 'not-installed', text: 'no nodepools' },
      { part: 'pods', why: 'stale', text: 'the watch brings nothing' },
      { part: 'jobs.batch', why: 'stale', text: 'the watch brings nothing' },
      { part: 'nodes', why: 'denied', text: 'cannot list nodes' },
      { part: 'cephclusters.ceph.rook.io', why: 'not-installed', text: 'no cephclusters' },
    ]),
  ).toEqual([
    { absent: false, text: 'The watch brings nothing', parts: ['pods', 'jobs'] },
    { absent: false, text: 'Cannot list nodes', parts: ['nodes'] },
    {
      absent: true,
      text: 'Not installed: nodepools and cephclusters',
      parts: ['nodepools', 'cephclusters'],
    },
  ]);
});
