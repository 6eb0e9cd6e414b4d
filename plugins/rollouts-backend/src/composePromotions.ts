import { randomUUID } from 'node:crypto';
import type { AuthService, DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Clusters } from '@greenroom/cluster-access';
import type { GitAccess } from '@greenroom/git-access';
import {
  type Audiences,
  migratedDatabase,
  publishedLedger,
  steadyClock,
} from '@greenroom/plugin-portal-node';
import { rolloutKey } from '@greenroom/plugin-rollouts-common';
import { DatabaseDeedStore } from './deeds/DatabaseDeedStore';
import { Deeds } from './deeds/Deeds';
import { CommitPeople } from './githosts/CommitPeople';
import { Hands } from './hands/Hands';
import { knownMigrations } from './migrations';
import { Notifier } from './notifications/Notifier';
import type { PromotionsConfig } from './policy/config';
import { DatabaseNarrowingStore } from './policy/DatabaseNarrowingStore';
import { Narrowings } from './policy/Narrowings';
import { PersonReader } from './policy/PersonReader';
import { Policies } from './policy/Policies';
import { RevisionAuthors } from './policy/RevisionAuthors';
import { Users } from './policy/Users';
import { DatabasePromotionStore } from './promotions/DatabasePromotionStore';
import { Promotions } from './promotions/Promotions';
import type { Readiness } from './readiness/Readiness';
import type { RolloutsService } from './RolloutsService';
import { ArgoRolloutWriter } from './writes/ArgoRolloutWriter';
import { writerClock } from './writes/clock';

export interface PromotionServices {
  audiences: Audiences;
  auth: AuthService;
  catalog: CatalogService;
  clusters: Clusters;
  config: PromotionsConfig;
  /** Those that are asked for authors; absent: none. */
  gitHosts?: GitAccess;
  database: DatabaseService;
  logger: LoggerService;
  notifications: NotificationService;
  readiness: Readiness;
  rollouts: RolloutsService;
}

/** The ledger's name in its tables, and in the heads that are kept elsewhere. */
const CHAIN = 'rollouts';
/** Part of the ten seconds in which somebody who left a group can vote no more. */
const USERS_TTL_MS = 500;
/** What a new request waits for a git host that was not asked before. */
const GIT_HOST_MS = 3_000;

/** Everything that promotions are made of. `start` follows the clusters; `stop` leaves everything where it can be found again. */
export async function composePromotions(services: PromotionServices) {
  const { auth, catalog, clusters, config, logger, readiness, rollouts } = services;
  const { sleep } = writerClock;
  const knex = await migratedDatabase(services.database, knownMigrations);
  const stopped = new AbortController();

  const users = new Users({ catalog, auth, now: steadyClock, ttlMs: USERS_TTL_MS });
  const people = new PersonReader(auth, users);
  const commits =
    services.gitHosts && new CommitPeople({ hosts: services.gitHosts, now: steadyClock, sleep });
  const authors = new RevisionAuthors(users, commits);
  const { ledger, heads } = publishedLedger({
    database: knex,
    chain: CHAIN,
    settings: config.ledger,
    clusters,
    logger,
  });
  const narrowings = new Narrowings({
    store: new DatabaseNarrowingStore(knex, ledger),
    admins: config.admins,
    steady: steadyClock,
    logger,
  });
  await narrowings.load();
  const policies = new Policies(config.policies, narrowings);
  const notifier = createNotifier(services);
  const store = new DatabasePromotionStore(knex, ledger);
  const writer = new ArgoRolloutWriter({ clusters, rollouts, clock: writerClock });
  const deedStore = new DatabaseDeedStore(knex, ledger);
  const hands = new Hands({ deeds: deedStore, requests: store });
  const acting = {
    writer,
    rollouts,
    newId: randomUUID,
    sleep,
    steady: steadyClock,
    logger,
    ownHand: hands.own,
  };
  const deeds = new Deeds({
    ...acting,
    store: deedStore,
    promotions: store,
    told: deed => {
      const entityRef = rollouts.entries().get(rolloutKey(deed.rollout))?.rollout.entityRef;
      notifier.tell({ type: 'act', deed, ...(entityRef !== undefined && { entityRef }) });
    },
  });
  const promotions = new Promotions({
    ...acting,
    store,
    policyOf: entry => policies.of(entry),
    narrowingsOf: entry => policies.heldOf(entry),
    authorsOf: (rollout, revision, options) => authors.of(rollout, revision, options?.soon ? 0 : GIT_HOST_MS),
    readiness: ref => readiness.of(ref),
    checksNow: rollout => readiness.now(rollout),
    notify: event => notifier.tell(event),
    requestsByPortal: config.requestsByPortal,
    remindAfterSeconds: config.remindAfter,
    deedFor: (uid, revision, since) => deeds.broughtLive(uid, revision, since),
  });

  return {
    deeds,
    ledger,
    narrowings,
    people,
    promotions,
    start: async () => {
      heads.start();
      const unfollow = policies.follow(rollouts);
      stopped.signal.addEventListener('abort', unfollow);
      if (commits) {
        stopped.signal.addEventListener('abort', foresee(rollouts, policies, authors));
      }
      void narrowings.run(sleep, stopped.signal);
      deeds.start();
      await promotions.start();
    },
    stop: async () => {
      stopped.abort();
      await Promise.all([promotions.stop(), deeds.stop()]);
      commits?.stop();
      writer.close();
      notifier.stop();
      await heads.stop();
    },
  };
}

/** A preview is there for a while before anybody may ask for it: meanwhile git hosts say who made it. */
function foresee(rollouts: RolloutsService, policies: Policies, authors: RevisionAuthors): () => void {
  const look = (key: string) => {
    const entry = rollouts.entries().get(key);
    if (entry && policies.of(entry)) {
      authors.foresee(entry.rollout);
    }
  };
  [...rollouts.entries().keys()].forEach(look);
  return rollouts.onChange(change => [...change.rollouts.keys()].forEach(look));
}

/** Owners are the entity's, as the catalog has them; without one, whoever operates the place. */
function createNotifier({ audiences, logger, notifications, rollouts }: PromotionServices): Notifier {
  return new Notifier({
    notifications,
    logger,
    sleep: writerClock.sleep,
    asksPerson: ref => rollouts.entries().get(rolloutKey(ref))?.rollout.promotion === 'by-person',
    ownersOf: (rollout, entityRef) =>
      entityRef === undefined ? audiences.appointed(rollout).operators : [entityRef],
  });
}
