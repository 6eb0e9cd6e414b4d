import fc from 'fast-check';
import { at } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { propertyRuns } from '../../__testUtils__/propertyRuns';
import { createLabTemplates } from '../__testUtils__/analysisTemplates';
import { RolloutWitness } from '../__testUtils__/RolloutWitness';
import { TestCluster } from '../__testUtils__/TestCluster';
import { TestRollout } from '../__testUtils__/TestRollout';
import { type ImageBehaviour } from '../ImageBehaviour';
import { availableOf } from './RolloutContext';
import { replicasOf, readRollout } from './rolloutView';

type Action =
  | { do: 'image'; tag: number }
  | { do: 'undo'; index: number }
  | { do: 'promote' | 'full' | 'abort' | 'retry' | 'pause' | 'resume' | 'killPod' }
  | { do: 'scale'; replicas: number }
  | { do: 'behave'; tag: number; outcome: ImageBehaviour['outcome'] }
  | { do: 'pass'; seconds: number };

const tag = fc.integer({ min: 1, max: 4 });
const plain = fc.constantFrom('promote', 'full', 'abort', 'retry', 'pause', 'resume', 'killPod');
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('image' as const), tag }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), index: fc.nat(5) }) },
  { weight: 9, arbitrary: plain.map(each => ({ do: each })) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('scale' as const), replicas: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('behave' as const),
      tag,
      outcome: fc.constantFrom(
        'ready' as const,
        'crash' as const,
        'never-ready' as const,
        'image-pull-fails' as const,
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      seconds: fc.constantFrom(0.005, 0.012, 0.05, 0.5, 1, 2, 5, 12, 40),
    }),
  },
);

const image = (number: number) => `lab/app:${number}`;
const imageOf = (object: KubeObject) => at(object, 'spec', 'template', 'spec', 'containers', '0', 'image');

class Run {
  readonly cluster: TestCluster;
  readonly rollout: TestRollout;
  readonly witness: RolloutWitness;

  constructor(
    version: '1.9.2' | '1.10.1',
    blueGreen: { previewReplicaCount?: number; pre: boolean; post: boolean },
  ) {
    this.cluster = new TestCluster({ rolloutsVersion: version });
    createLabTemplates(this.cluster);
    this.cluster.pass(1);
    const { previewReplicaCount, pre, post } = blueGreen;
    const analysis = { templates: [{ templateName: 'ok' }] };
    this.rollout = new TestRollout(
      this.cluster,
      'shop',
      {
        abortScaleDownDelaySeconds: 6,
        ...(previewReplicaCount && { previewReplicaCount }),
        ...(pre && { prePromotionAnalysis: analysis }),
        ...(post && { postPromotionAnalysis: analysis }),
      },
      { progressDeadlineSeconds: 30 },
    );
    this.rollout.until('Healthy');
    this.witness = new RolloutWitness(this.rollout, version);
  }

  take(step: Action): void {
    switch (step.do) {
      case 'image':
        return this.change(image(step.tag), () => this.rollout.setImage(image(step.tag)));
      case 'undo':
        return this.undo(step.index);
      case 'promote':
        this.witness.approve();
        return this.rollout.promote();
      case 'full':
        this.witness.approve();
        return this.rollout.promoteFull();
      case 'scale':
        return this.rollout.patch({ replicas: step.replicas });
      case 'behave':
        return this.behave(step.tag, step.outcome);
      case 'pass':
        return this.cluster.pass(step.seconds);
      case 'killPod':
        return this.killPod();
      default:
        return this.disturb(step.do);
    }
  }

  private disturb(what: 'abort' | 'retry' | 'pause' | 'resume'): void {
    this.witness.disturb();
    if (what === 'abort') this.rollout.abort();
    else if (what === 'retry') this.rollout.retry();
    else this.rollout.patch({ paused: what === 'pause' });
  }

  private undo(index: number): void {
    const all = this.rollout.replicaSets();
    const target = all[index % all.length];
    if (target) this.change(imageOf(target), () => this.rollout.undoTo(target));
  }

  /** Asking for the template that is asked for already changes nothing: an approval of it stands. */
  private change(to: unknown, write: () => void): void {
    if (imageOf(this.rollout.object) !== to) this.witness.change();
    write();
  }

  private behave(number: number, outcome: ImageBehaviour['outcome']): void {
    this.cluster.images.set(image(number), { outcome });
    this.cluster.controllers.imageChanged(image(number));
  }

  private killPod(): void {
    const [pod] = this.cluster.api.list('pods');
    if (pod) this.cluster.api.delete({ resource: 'pods', namespace: 'default', name: pod.metadata.name });
  }

  /** Everything works again and nobody does anything: what is it like in the end? */
  settle(): void {
    for (const number of [1, 2, 3, 4]) this.behave(number, 'ready');
    this.rollout.patch({ paused: false });
    this.witness.disturb();
    this.cluster.pass(900);
  }
}

const start = fc.record({
  version: fc.constantFrom('1.9.2' as const, '1.10.1' as const),
  previewReplicaCount: fc.constantFrom(undefined, undefined, 1),
  pre: fc.constantFrom(false, false, true),
  post: fc.constantFrom(false, false, true),
});

describe('whatever people do to a rollout, in whatever order', () => {
  it('no revision goes live that nobody let go on, and it comes to rest', () => {
    fc.assert(
      fc.property(start, fc.array(action, { maxLength: 25 }), (given, actions) => {
        const run = new Run(given.version, given);
        try {
          for (const each of actions) run.take(each);
          run.settle();
          expect(run.witness.violations).toEqual([]);
          expectRest(run);
        } finally {
          run.cluster.controllers.stop();
        }
      }),
      {
        ...propertyRuns(25),
        // Found in a deep run: to undo to the revision that was just promoted takes nothing back.
        examples: [
          [
            { version: '1.9.2', previewReplicaCount: undefined, pre: false, post: false },
            [
              { do: 'image', tag: 2 },
              { do: 'pass', seconds: 12 },
              { do: 'promote' },
              { do: 'undo', index: 3 },
            ],
          ],
        ],
      },
    );
  });
});

/** Nothing is written any more, status and Services agree, and what serves is there in full. */
function expectRest({ cluster, rollout }: Run): void {
  const { resourceVersion } = rollout.object.metadata;
  cluster.pass(120);
  expect(rollout.object.metadata.resourceVersion).toBe(resourceVersion);
  expect(rollout.status.observedGeneration).toBe(String(rollout.object.metadata.generation));
  expect(rollout.status.blueGreen.activeSelector).toBe(rollout.served);
  const serving = rollout.replicaSet(rollout.active);
  expect(availableOf(serving)).toBe(replicasOf(readRollout(rollout.object)));
  expect(['Healthy', 'Paused', 'Degraded']).toContain(rollout.status.phase);
}
