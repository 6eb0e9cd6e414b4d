import { nodeWords, podWords } from './words';

const pods = { ready: 3, failing: 1, pending: 0, starting: 0, ended: 0 };
const nodes = { ready: 2, all: 3, cordoned: 1 };

it('counts say what there is', () => {
  expect(podWords({ pods, unseen: [] })).toBe('3 ready, 1 failing');
  expect(nodeWords({ nodes, unseen: [] })).toBe('2 of 3 ready, 1 cordoned');
});

it('what is being read is not counted', () => {
  const unseen = ['pods', 'nodes'].map(part => ({
    part,
    why: 'connecting' as const,
    text: `${part} are being read`,
  }));
  expect(podWords({ pods, unseen })).toBe('being read');
  expect(nodeWords({ nodes, unseen })).toBe('being read');
});
