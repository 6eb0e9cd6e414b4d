import { claimsOf, type RelatedEntity } from '@greenroom/plugin-portal-common';
import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { makePolicy, makeRequest, makeVote } from '../__testUtils__/promotions';
import { mayAcknowledge, mayBreakGlass, mayExecute, mayRequest, mayVote, votesNeeded } from './decisions';
import type { Person } from './person';
import type { PromotionRequest } from './promotionRequest';
import { tally } from './tally';

/**
 * Four eyes over everything that one person can look like: letter case, Unicode forms, nested groups, two users of two
 * providers, programs, agents, guests, requester, author, an author nobody knows. What is true is reckoned by who a
 * human is (their index), which the code under test never sees.
 */

/** Users of the catalog by human; the third has two. The last two look alike and are different people. */
const humans = [
  ['user:default/ada'],
  ['user:default/zo\u00eb'],
  ['user:default/chen', 'user:partners/chen-gh'],
  ['user:default/dana'],
  ['user:default/bo'],
  ['user:default/b\u043e'],
] as const;

const spellings: ((ref: string) => string)[] = [
  ref => ref,
  ref => ref.toUpperCase(),
  ref => ref.normalize('NFD'),
  ref => ref.normalize('NFD').toUpperCase(),
  ref => ref.replace('ada', '\uff21\uff24\uff21'),
  ref => `${ref.slice(0, -1)}\u200b${ref.slice(-1)}`,
  ref => ref.replace('user:default/', 'user:'),
];

interface Face {
  human: number;
  /** Which of the human's users is signed in. */
  user: number;
  kind: Person['kind'];
  onBehalfOf?: string;
}

const aHuman = fc.nat({ max: humans.length - 1 });
const aSpelling = fc.constantFrom(...spellings);
const aFace: fc.Arbitrary<Face> = fc.record({
  human: aHuman,
  user: fc.nat({ max: 1 }),
  kind: fc.constantFrom<Person['kind'][]>('user', 'user', 'user', 'user', 'service', 'guest'),
  onBehalfOf: fc.option(fc.constant('plugin:scaffolder'), { nil: undefined, freq: 6 }),
});

/** Groups in groups: every human is at some place of a chain, and voters are named at some other. */
const CHAIN = ['group:default/pair', 'group:default/team', 'group:default/area', 'group:default/company'];

interface World {
  /** The place of each human's groups in the chain; absent is in no group. */
  depths: (number | undefined)[];
  votersAt: number;
  fourEyes: boolean;
  votes: number;
  authors: { human: number; user: number; spell: (ref: string) => string }[];
  authorsKnown: boolean;
  requester?: { human: number; user: number; spell: (ref: string) => string };
}

const aPart = fc.record({ human: aHuman, user: fc.nat({ max: 1 }), spell: aSpelling });
const aWorld: fc.Arbitrary<World> = fc.record({
  depths: fc.tuple(
    ...humans.map(() => fc.option(fc.nat({ max: CHAIN.length - 1 }), { nil: undefined, freq: 8 })),
  ),
  votersAt: fc.nat({ max: CHAIN.length - 1 }),
  fourEyes: fc.boolean(),
  votes: fc.integer({ min: 1, max: 3 }),
  authors: fc.array(aPart, { maxLength: 2 }),
  authorsKnown: fc.boolean(),
  requester: fc.option(aPart, { nil: undefined }),
});

function refOf(human: number, user: number): string {
  const users: readonly string[] = humans[human] ?? [];
  return users[user] ?? users[0] ?? '';
}

function catalogOf({ depths }: World): Map<string, RelatedEntity> {
  const groups = CHAIN.map((ref, index): [string, RelatedEntity] => {
    const above = CHAIN[index + 1];
    return [ref, { relations: above === undefined ? [] : [{ type: 'childOf', targetRef: above }] }];
  });
  const users = humans.flatMap((refs, human) => {
    const group = CHAIN[depths[human] ?? CHAIN.length];
    const relations = group === undefined ? [] : [{ type: 'memberOf', targetRef: group }];
    return refs.map((ref): [string, RelatedEntity] => [ref, { relations }]);
  });
  return new Map([...groups, ...users]);
}

async function personOf(face: Face, catalog: Map<string, RelatedEntity>): Promise<Person> {
  const ref = refOf(face.human, face.user);
  const claims = await claimsOf(ref, async refs => refs.map(one => catalog.get(one)));
  const aliases = (humans[face.human] ?? []).filter(other => other !== ref);
  return { ref, claims, kind: face.kind, onBehalfOf: face.onBehalfOf, aliases };
}

function requestOf(world: World): PromotionRequest {
  const people = world.authors.map(({ human, user, spell }) => spell(refOf(human, user)));
  const authors = world.authorsKnown
    ? { known: true as const, people, from: 'label' }
    : { known: false as const, why: 'no label', people };
  const policy = makePolicy({
    requesters: ['*'],
    voters: [CHAIN[world.votersAt] ?? ''],
    breakGlass: ['*'],
    votes: world.votes,
    fourEyes: world.fourEyes,
  });
  return makeRequest({
    createdBy: 'portal',
    requestedBy: world.requester && world.requester.spell(refOf(world.requester.human, world.requester.user)),
    authors,
    policy,
    votesNeeded: votesNeeded(policy, authors),
  });
}

/** What is true, by humans. */
function truthOf(world: World, { human, kind, onBehalfOf }: Face) {
  const depth = world.depths[human];
  return {
    themselves: kind === 'user' && onBehalfOf === undefined,
    voter: depth !== undefined && depth <= world.votersAt,
    author: world.authors.some(author => author.human === human),
    requester: world.requester?.human === human,
  };
}

function expectReason(act: { allowed: boolean; why?: string }) {
  expect(act.allowed || /^[A-Z].{15,}[.]$/.test(act.why ?? '')).toBe(true);
}

describe('four eyes', () => {
  it('lets approve exactly who may, whatever they look like, and tells the others why', async () => {
    await fc.assert(
      fc.asyncProperty(aWorld, aFace, async (world, face) => {
        const person = await personOf(face, catalogOf(world));
        const request = requestOf(world);
        const { themselves, voter, author, requester } = truthOf(world, face);
        const act = mayVote(person, request);
        expect(act.allowed).toBe(themselves && voter && !(world.fourEyes && (author || requester)));
        expectReason(act);
        const broken = mayBreakGlass(person, request);
        expect(broken.allowed).toBe(themselves && !author);
        expectReason(broken);
      }),
      propertyRuns(2_000),
    );
  });

  it('approves only what as many other people have approved as are needed, in whatever order anything is tried', async () => {
    const aStep = fc.record({
      face: aFace,
      spell: aSpelling,
      does: fc.constantFrom('approve', 'approve', 'approve', 'request', 'execute'),
    });
    await fc.assert(
      fc.asyncProperty(aWorld, fc.array(aStep, { minLength: 5, maxLength: 30 }), async (world, steps) => {
        const catalog = catalogOf(world);
        let request = requestOf(world);
        const approved = new Set<number>();
        const executors: Face[] = [];
        let requester = world.requester?.human;
        for (const { face, does } of steps) {
          const person = await personOf(face, catalog);
          if (does === 'approve' && mayVote(person, request).allowed) {
            approved.add(face.human);
            const votes = [
              ...request.votes,
              makeVote(person.ref, 'approve', { aliases: [...(person.aliases ?? [])] }),
            ];
            request = { ...request, votes };
            request = { ...request, state: tally(request).verdict === 'approved' ? 'approved' : 'waiting' };
          }
          const joins = does === 'request' && request.requestedBy === undefined;
          if (joins && mayRequest(person, request.policy, request).allowed) {
            requester = face.human;
            request = { ...request, requestedBy: person.ref };
          }
          if (does === 'execute' && mayExecute(person, request).allowed) {
            executors.push(face);
          }
        }
        const rightly = executors.filter(
          face => truthOf(world, face).themselves && truthOf(world, face).voter,
        );
        expect(executors).toEqual(rightly);
        const isApproved = request.state === 'approved';
        expect(executors.length === 0 || isApproved).toBe(true);
        fc.pre(isApproved);
        const needed = world.votes + (world.fourEyes && !world.authorsKnown ? 1 : 0);
        expect(approved.size).toBeGreaterThanOrEqual(needed);
        for (const human of approved) {
          const truth = truthOf(world, { human, user: 0, kind: 'user' });
          expect(truth.voter).toBe(true);
          expect(world.fourEyes && (truth.author || requester === human)).toBe(false);
        }
      }),
      propertyRuns(1_000),
    );
  });

  it('has a second pair of eyes on broken glass', async () => {
    await fc.assert(
      fc.asyncProperty(aWorld, aHuman, aFace, aFace, async (world, voted, breaker, second) => {
        const catalog = catalogOf(world);
        const request = requestOf(world);
        const by = await personOf(breaker, catalog);
        const person = await personOf(second, catalog);
        const broken = {
          ...request,
          votes: [makeVote(refOf(voted, 0))],
          breakGlass: { by: by.ref, reason: 'site down', at: '2026-11-21T10:06:00.000Z' },
        };
        const act = mayAcknowledge(person, broken);
        const { themselves, author, requester } = truthOf(world, second);
        const inDoubt = !world.authorsKnown && world.requester === undefined && voted === second.human;
        const part = world.fourEyes && (author || requester || inDoubt);
        expect(act.allowed).toBe(themselves && breaker.human !== second.human && !part);
        expectReason(act);
      }),
      propertyRuns(1_000),
    );
  });
});
