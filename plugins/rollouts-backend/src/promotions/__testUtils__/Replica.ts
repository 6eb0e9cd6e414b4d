import type { Source } from '@greenroom/plugin-portal-common';
import { bounded } from '@greenroom/plugin-portal-node/testUtils';
import { type Person, type Policy, type Rollout, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { makePolicy } from '../../__testUtils__/requests';
import { rolloutRow } from '../../rolloutRow';
import type { Entry, RolloutsChange } from '../../RolloutsService';
import type { PromotionEvent } from '../PromotionEvent';
import { Promotions } from '../Promotions';
import type { PromotionsOptions } from '../PromotionsOptions';
import type { PromotionStore } from '../PromotionStore';
import type { RolloutWriter } from '../../writes/RolloutWriter';
import type { Boundaries, Life } from './Boundaries';
import { FakeWriter } from './FakeWriter';
import type { VirtualTime } from './VirtualTime';
import type { World } from './World';

/** What a replica's cache shows: as old as its last `put`. */
export class CachedRollouts {
  freshness: Source['freshness'] = 'live';
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<(change: RolloutsChange) => void>();

  entries() {
    return this.#entries;
  }

  source(cluster: string): Source {
    return { id: `cluster:${cluster}`, kind: 'cluster', freshness: this.freshness };
  }

  onChange(listener: (change: RolloutsChange) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  put(...rollouts: Rollout[]) {
    const entries = rollouts.map(rollout => ({
      rollout,
      row: rolloutRow(rollout),
      claims: { entityRefs: [], readers: [] },
      marks: [],
    }));
    entries.forEach(entry => this.#entries.set(rolloutKey(entry.rollout), entry));
    const changed = new Map(rollouts.map(rollout => [rolloutKey(rollout), rollout]));
    this.#tell({ rollouts: changed });
  }

  remove(key: string) {
    this.#entries.delete(key);
    this.#tell({ rollouts: new Map([[key, undefined]]) });
  }

  become(freshness: Source['freshness'], cluster: string) {
    this.freshness = freshness;
    this.#tell({ clusters: new Set([cluster]) });
  }

  #tell(change: Partial<RolloutsChange>) {
    const nothing = {
      rollouts: new Map(),
      rows: new Map(),
      clusters: new Set<string>(),
      claims: new Set<string>(),
      marks: new Set<string>(),
    };
    this.#listeners.forEach(listener => listener({ ...nothing, ...change }));
  }
}

export interface ReplicaSetup {
  world: World;
  time: VirtualTime;
  store: PromotionStore;
  boundaries?: Boundaries;
  policy?: Partial<Policy>;
  options?: Partial<PromotionsOptions>;
  /** Another than the portal's own. */
  writerOf?: (pass: (place?: string) => Promise<void>) => RolloutWriter;
}

let ids = 0;

/** One process of the portal: its own cache, its own writer, and a life that can end at any boundary. */
export class Replica {
  readonly life: Life = { isDead: false, isFrozen: false, left: Infinity };
  readonly rollouts = new CachedRollouts();
  readonly events: PromotionEvent[] = [];
  readonly problems: string[] = [];
  readonly writer: FakeWriter;
  readonly promotions: Promotions;
  policy: Policy | undefined;
  readonly #world: World;

  constructor({ world, time, store, boundaries, policy, options, writerOf }: ReplicaSetup) {
    const pass = async (place?: string) => boundaries?.pass(this.life, place);
    this.#world = world;
    this.policy = makePolicy({ voters: ['group:default/voters'], ...policy });
    this.writer = new FakeWriter(world, time, pass);
    this.rollouts.put(world.rollout());
    this.promotions = new Promotions({
      store: boundaries ? bounded(store, () => pass()) : store,
      writer: writerOf?.(pass) ?? this.writer,
      rollouts: this.rollouts,
      policyOf: () => this.policy,
      authorsOf: async () => ({ known: true, people: ['user:default/fay'], from: 'a label' }),
      readiness: async () => [],
      notify: event => this.events.push(event),
      requestsByPortal: true,
      remindAfterSeconds: 14_400,
      newId: () => `r-${(ids += 1)}`,
      sleep: time.sleep,
      steady: time.steady,
      logger: { warn: text => this.problems.push(text), error: text => this.problems.push(text) },
      ...options,
    });
  }

  /** The cache catches up with the cluster. */
  sync() {
    if (!this.life.isDead) {
      this.rollouts.put(this.#world.rollout());
    }
  }

  die() {
    this.life.isDead = true;
  }
}

/** `ada` of these groups. */
export function person(name: string, ...groups: string[]): Person {
  const ref = `user:default/${name}`;
  return { ref, claims: [ref, ...groups.map(group => `group:default/${group}`)], kind: 'user' };
}
