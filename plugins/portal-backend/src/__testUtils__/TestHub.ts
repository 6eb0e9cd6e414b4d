import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createPermission, type PolicyDecision } from '@backstage/plugin-permission-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { audienceConditions, type AudienceParams, type HasAudience } from '@greenroom/plugin-portal-common';
import { createAudienceRule, createTopicRegistry, PolicyDecisions } from '@greenroom/plugin-portal-node';
import { type Rhythm, usualRhythm } from '../stream/Rhythm';
import { StreamHub } from '../stream/StreamHub';
import { ManualClock, settled } from './ManualClock';
import { RowsTopic } from './RowsTopic';
import { TestChannel } from './TestChannel';

const placeRef = createPermissionResourceRef<HasAudience, AudienceParams>().with({
  pluginId: 'stage',
  resourceType: 'stage-place',
});
const readPlace = createPermission({
  name: 'stage.read',
  attributes: { action: 'read' },
  resourceType: 'stage-place',
});

/** The stream without a network, in a time of its own. One topic, `stage:`, with rows `<place>/<name>`. */
export class TestHub {
  readonly clock = new ManualClock();
  readonly rows = new RowsTopic();
  readonly hub: StreamHub;
  readonly failures: unknown[] = [];
  /** How often the policy was asked. */
  asked = 0;
  /** Whoever is in the audience. */
  readonly audiencePolicy = async (person: string): Promise<PolicyDecision> =>
    audienceConditions('stage', 'stage-place', [person]);
  policy = this.audiencePolicy;
  readonly #audiences = new Map<string, HasAudience>();
  #epochs = 0;

  constructor(rhythm: Partial<Rhythm> = {}) {
    const now = () => this.clock.now();
    const decisions = new PolicyDecisions({
      now,
      logger: mockServices.logger.mock(),
      ttlMs: 5_000,
      timeoutMs: 3_000,
      patienceMs: 15_000,
      patienceBeforeMs: 700,
      atOnce: 16,
      kept: 1_000,
    });
    decisions.addResourceType({
      resourceRef: placeRef,
      rules: [createAudienceRule(placeRef)],
      load: place => this.#audiences.get(place),
    });
    const registry = createTopicRegistry();
    registry.register({
      name: 'stage',
      parse: key => key,
      authorise: () => [{ permission: readPlace, ofSome: true }],
      audience: {
        partition: key => key.split('/')[0] ?? '',
        question: place => ({ permission: readPlace, resourceRef: place }),
      },
      open: () => this.rows.open(),
    });
    this.hub = new StreamHub({
      registry,
      decisions,
      clock: this.clock,
      rhythm: { ...usualRhythm, ...rhythm },
      newEpoch: () => `epoch${(this.#epochs += 1)}`,
      onFailure: error => this.failures.push(error),
    });
  }

  /** Only these people read this place from now on. */
  open(place: string, people: readonly string[]): void {
    this.#audiences.set(place, { audience: people.map(name => `user:default/${name}`) });
  }

  async connect(name: string, expiresAt?: Date): Promise<TestChannel> {
    const person = `user:default/${name}`;
    const channel = new TestChannel();
    const permissions = mockServices.permissions.mock({
      authorizeConditional: async requests => {
        this.asked += 1;
        const answer = await this.policy(person);
        return requests.map(() => answer);
      },
    });
    const credentials = { ...mockCredentials.user(person), expiresAt };
    this.hub.admit(person);
    this.hub.connect(person, { credentials, permissions }, channel, [{ type: 'stage', key: '' }]);
    await settled();
    return channel;
  }
}
