import {
  type HeldNarrowings,
  joinPolicies,
  narrow,
  type Policy,
  POLICY_ANNOTATIONS,
  rolloutKey,
} from '@greenroom/plugin-rollouts-common';
import type { Entry, RolloutsService } from '../RolloutsService';
import { type ConfiguredPolicy, OWNER } from './config';
import { HOLDS_MS, type KnownNarrowing, type Narrowing, type Narrowings } from './Narrowings';

/** What a policy is looked up by. */
export type Covered = Pick<Entry, 'rollout' | 'marks' | 'claims'>;

/** What was concluded from an entry. */
interface Read {
  key: string;
  claims: Covered['claims'];
  present: readonly Omit<Narrowing, 'rollout'>[];
  policy?: Policy;
}

const policyNarrowing = 'policy/';

/**
 * How promotions of a rollout are decided: every configured policy that covers it, joined strictest first, narrowed by
 * annotations of the rollout and its namespace, and by those that were taken away less than seven days ago.
 */
export class Policies {
  readonly #policies: readonly ConfiguredPolicy[];
  readonly #narrowings: Pick<Narrowings, 'observe' | 'held' | 'told'>;
  readonly #known = new WeakMap<Covered['marks'], Read>();

  constructor(
    policies: readonly ConfiguredPolicy[],
    narrowings: Pick<Narrowings, 'observe' | 'held' | 'told'>,
  ) {
    this.#policies = policies;
    this.#narrowings = narrowings;
  }

  /** `undefined` where no policy covers the rollout: then nobody may promote it here. */
  of(covered: Covered): Policy | undefined {
    const { policy, present } = this.#read(covered);
    const held = this.#narrowings.held(rolloutKey(covered.rollout), present);
    return held.length === 0 ? policy : this.#decide(covered, held);
  }

  /** What narrowed its policy, was taken away and holds on. */
  heldOf(covered: Covered): HeldNarrowings | undefined {
    return this.#narrowings.told(rolloutKey(covered.rollout), this.#read(covered).present);
  }

  /** As the cluster is now: the same as long as nothing in it changed, so that a queue of thousands is quick. */
  #read(covered: Covered): Read {
    const key = rolloutKey(covered.rollout);
    const known = this.#known.get(covered.marks);
    if (known?.key === key && known.claims === covered.claims) {
      return known;
    }
    const { claims } = covered;
    const read = { key, claims, present: this.#present(covered), policy: this.#decide(covered, []) };
    this.#known.set(covered.marks, read);
    return read;
  }

  #decide(covered: Covered, held: readonly KnownNarrowing[]): Policy | undefined {
    const names = new Set(held.map(({ name }) => name));
    const [first, ...others] = this.#policies
      .filter(policy => covers(policy, covered) || names.has(nameOf(policy)))
      .map(policy => withOwners(policy.policy, covered));
    if (!first) {
      return undefined;
    }
    const joined = covered.marks.reduce(
      (policy, { annotations }) => narrow(policy, annotations),
      joinPolicies([first, ...others]),
    );
    return held.reduce(hold, joined);
  }

  /** Remembers what narrows policies, from now until the returned function is called. */
  follow(rollouts: Pick<RolloutsService, 'entries' | 'onChange'>): () => void {
    const see = (keys: Iterable<string>) => {
      const entries = rollouts.entries();
      for (const key of keys) {
        const entry = entries.get(key);
        if (entry) {
          this.#narrowings.observe(key, this.#read(entry).present);
        }
      }
    };
    see(rollouts.entries().keys());
    return rollouts.onChange(({ marks }) => see(marks));
  }

  /** What narrows the policy of a rollout as its cluster is now. */
  #present(covered: Covered): Omit<Narrowing, 'rollout'>[] {
    const policies = this.#policies
      .filter(policy => policy.labels.length > 0 && covers(policy, covered))
      .map(policy => ({ name: nameOf(policy), value: '' }));
    const annotations = covered.marks.flatMap(mark =>
      Object.values(POLICY_ANNOTATIONS).flatMap(name => {
        const value = mark.annotations[name];
        return value !== undefined && isKept(value) ? [{ name, value }] : [];
      }),
    );
    return [...policies, ...annotations];
  }
}

/** What no database keeps or nobody writes is not understood either, so there is nothing to remember. */
function isKept(value: string): boolean {
  return value.length <= 10_000 && !value.includes('\u0000');
}

function nameOf({ name }: ConfiguredPolicy): string {
  return `${policyNarrowing}${name}`;
}

/** A label counts on the rollout or on its namespace. */
function covers({ clusters, namespaces, labels }: ConfiguredPolicy, { rollout, marks }: Covered): boolean {
  return (
    clusters.some(glob => glob.test(rollout.cluster)) &&
    namespaces.some(glob => glob.test(rollout.namespace)) &&
    labels.every(({ name, value }) =>
      marks.some(({ labels: written }) => written[name] !== undefined && value.test(written[name])),
    )
  );
}

/** The owner is whoever owns every entity that the cluster side names. */
function withOwners(policy: Policy, { claims }: Covered): Policy {
  const lists = [policy.requesters, policy.voters, policy.breakGlass];
  if (!lists.some(list => list.includes(OWNER))) {
    return policy;
  }
  const named = (refs: readonly string[]) => [
    ...new Set(refs.flatMap(ref => (ref === OWNER ? claims.readers : [ref]))),
  ];
  const note = ownerNote(claims);
  return {
    ...policy,
    requesters: named(policy.requesters),
    voters: named(policy.voters),
    breakGlass: named(policy.breakGlass),
    notes: note === undefined ? policy.notes : [...policy.notes, note],
  };
}

function ownerNote({ entityRefs, readers }: Covered['claims']): string | undefined {
  const several = entityRefs.length > 1;
  if (readers.length > 0) {
    return several
      ? `Several entities claim this rollout (${entityRefs.join(', ')}): only who owns each of those that its label names counts as owner.`
      : undefined;
  }
  return several
    ? `Several entities claim this rollout (${entityRefs.join(', ')}) and no owner is common to those that its label names: no owner counts.`
    : 'Neither the rollout nor its namespace names a catalog entity that has an owner: no owner counts.';
}

function hold(policy: Policy, known: KnownNarrowing): Policy {
  if (known.name.startsWith(policyNarrowing)) {
    return withNote(
      policy,
      `The policy ${known.name.slice(policyNarrowing.length)} still counts: a label it goes by ${goneSince(known)}`,
    );
  }
  const narrowed = { ...narrow(policy, { [known.name]: known.value }), notes: policy.notes };
  const same = JSON.stringify(narrowed) === JSON.stringify(policy);
  return same
    ? policy
    : withNote(narrowed, `${known.name}: "${shorten(known.value)}" still counts: it ${goneSince(known)}`);
}

function goneSince({ goneAt }: KnownNarrowing): string {
  const until = goneAt === undefined ? 'for seven days' : `until ${moment(goneAt + HOLDS_MS)}`;
  const when = goneAt === undefined ? '' : ` on ${moment(goneAt)}`;
  return `was taken away${when}, and holds ${until} or until a policy admin lets it go.`;
}

function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function withNote(policy: Policy, note: string): Policy {
  return { ...policy, notes: [...policy.notes, note] };
}

function shorten(written: string): string {
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}
