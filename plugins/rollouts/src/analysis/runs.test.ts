import {
  activeRevision,
  makeAnalysis,
  makeRollout,
  makeWaitingRollout,
  previewRevision,
} from '../__testUtils__/rollouts';
import { splitRuns } from './runs';

const ofPreview = makeAnalysis({ name: 'of the preview', revision: previewRevision.revision });
const ofActive = makeAnalysis({ name: 'of the active', revision: activeRevision.revision });
const ofOld = makeAnalysis({ name: 'of an old one', revision: 'old' });
const running = makeAnalysis({ name: 'running', revision: 'old', phase: 'running' });
const ofNobody = makeAnalysis({ name: 'of nobody', revision: undefined });
const analysis = [ofPreview, ofActive, ofOld, running, ofNobody];

it.each([
  ['the green room', makeWaitingRollout({ analysis }), ['of the preview', 'running', 'of nobody']],
  ['the stage while nothing waits', makeRollout({ analysis }), ['of the active', 'running', 'of nobody']],
])('shows now what judges %s', (_, rollout, names) => {
  const { now, earlier } = splitRuns(rollout);
  expect(now.map(({ name }) => name)).toEqual(names);
  expect([...now, ...earlier]).toHaveLength(analysis.length);
});
