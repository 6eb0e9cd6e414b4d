import { InputError, NotFoundError } from '@backstage/errors';
import {
  type Question,
  readEntityRef,
  type TopicHandle,
  type TopicType,
} from '@greenroom/plugin-portal-node';
import {
  ENTITY_ROLLOUTS_TOPIC,
  parseRolloutKey,
  ROLLOUT_TOPIC,
  rolloutKey,
  rolloutPlace,
  type RolloutRef,
  ROLLOUTS_TOPIC,
  rolloutsReadPermission,
} from '@greenroom/plugin-rollouts-common';
import type { RolloutEvents } from '../RolloutEvents';
import type { RolloutsService } from '../RolloutsService';
import { EntriesHandle } from './EntriesHandle';
import { RolloutHandle } from './RolloutHandle';

export const anyPlace: Question = { permission: rolloutsReadPermission, ofSome: true };

/** Rows are by `rolloutKey`: each is for those who may read its place. */
export const byPlace = {
  partition: (rowKey: string) => rowKey.split('/', 2).join('/'),
  question: readQuestion,
};

export function readQuestion(place: string): Question {
  return { permission: rolloutsReadPermission, resourceRef: place };
}

/** Every rollout a person may see, as rows of a table. */
export function rolloutsTopic(rollouts: RolloutsService): TopicType<undefined> {
  return {
    name: ROLLOUTS_TOPIC,
    parse: key => parseEmptyKey(ROLLOUTS_TOPIC, key),
    authorise: () => [anyPlace],
    audience: byPlace,
    open: () => new EntriesHandle(rollouts, ({ row }) => row),
  };
}

/** The rollouts that an entity claims. */
export function entityRolloutsTopic(rollouts: RolloutsService): TopicType<string> {
  return {
    name: ENTITY_ROLLOUTS_TOPIC,
    parse: readEntityRef,
    authorise: () => [anyPlace],
    audience: byPlace,
    open: entityRef =>
      new EntriesHandle(rollouts, ({ rollout, claims }) =>
        claims.entityRefs.includes(entityRef) ? rollout : undefined,
      ),
  };
}

/** One rollout. */
export function rolloutTopic(rollouts: RolloutsService, events: RolloutEvents): TopicType<RolloutRef> {
  return {
    name: ROLLOUT_TOPIC,
    parse: parseRolloutRef,
    authorise: ref => [readQuestion(rolloutPlace(ref))],
    open: ref => openRollout(ref, rollouts, events),
  };
}

/** @throws InputError for any key: the topic is one for all */
export function parseEmptyKey(topic: string, key: string): undefined {
  if (key !== '') {
    throw new InputError(`the topic ${topic} has the empty key, not ${JSON.stringify(key)}`);
  }
  return undefined;
}

/** @throws InputError for what is no `rolloutKey` */
export function parseRolloutRef(key: string): RolloutRef {
  const ref = parseRolloutKey(key);
  if (!ref) {
    throw new InputError(`${JSON.stringify(key)} is not cluster/namespace/kind/name of a rollout`);
  }
  return ref;
}

/** One that is not there is no topic; one that nobody can tell of now is empty, and its source says why. */
function openRollout(ref: RolloutRef, rollouts: RolloutsService, events: RolloutEvents): TopicHandle {
  if (!rollouts.entries().has(rolloutKey(ref)) && rollouts.source(ref.cluster).freshness === 'live') {
    throw missingRollout(ref, rollouts);
  }
  return new RolloutHandle(ref, rollouts, events);
}

/** Says what is missing: Argo Rollouts, or this one. */
export function missingRollout(ref: RolloutRef, rollouts: RolloutsService): NotFoundError {
  return rollouts.installed(ref.cluster)
    ? new NotFoundError(`there is no ${ref.kind} ${ref.name} in namespace ${ref.namespace} of ${ref.cluster}`)
    : new NotFoundError(`${ref.cluster} has no Argo Rollouts, so there is no ${ref.kind} ${ref.name}`);
}
