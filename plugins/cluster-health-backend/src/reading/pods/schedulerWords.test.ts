import { causeOf, inWords, schedulerWords } from './schedulerWords';

// Messages of kube-scheduler 1.34, recorded or as its plugins write them (pkg/scheduler/framework/plugins).
it.each([
  [
    '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    'insufficient cpu on all 3 nodes',
  ],
  [
    '0/9 nodes are available: 9 Insufficient cpu. preemption: 0/9 nodes are available: 9 No preemption victims found for incoming pod.',
    'insufficient cpu on all 9 nodes',
  ],
  ['0/1 nodes are available: 1 Insufficient memory.', 'insufficient memory on the only node'],
  [
    '0/4 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 3 Insufficient memory.',
    'insufficient memory on 3 of 4 nodes and 1 of 4 nodes keeping pods away by the taint node-role.kubernetes.io/control-plane',
  ],
  [
    '0/2 nodes are available: 2 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.',
    'all 2 nodes not answering',
  ],
  [
    "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    "all 3 nodes not matching the pod's node selector or affinity",
  ],
  [
    '0/1 nodes are available: 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    'the only node keeping pods away by a taint',
  ],
  [
    "0/2 nodes are available: 1 Too many pods, 1 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
    "1 of 2 nodes full of pods and 1 of 2 nodes not matching the pod's node selector or affinity",
  ],
  [
    '0/3 nodes are available: 3 node(s) had volume node affinity conflict.',
    'all 3 nodes too far from its volume',
  ],
  [
    '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    'its volume claim has no volume',
  ],
  [
    '0/3 nodes are available: persistentvolumeclaim "data" not found. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    'persistentvolumeclaim "data" not found',
  ],
  ['0/0 nodes are available: .', 'there is no node'],
  ['no nodes available to schedule pods', undefined],
])('%s', (message, words) => {
  const read = schedulerWords(message);
  expect(read && inWords(read)).toBe(words);
});

it('is the same cause on another number of nodes', () => {
  const cause = causeOf('0/3 nodes are available: 1 Too many pods, 2 Insufficient cpu.');
  expect(causeOf('0/9 nodes are available: 4 Insufficient cpu, 5 Too many pods.')).toBe(cause);
  expect(cause).toBe('full of pods, insufficient cpu');
});
