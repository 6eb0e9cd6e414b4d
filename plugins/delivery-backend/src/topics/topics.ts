import { InputError } from '@backstage/errors';
import {
  type ApplicationRef,
  applicationKey,
  applicationRowKey,
  changeRequestRowKey,
  DELIVERY_APPLICATION_TOPIC,
  DELIVERY_SERVICE_TOPIC,
  deliveryReadPermission,
  parseApplicationKey,
} from '@greenroom/plugin-delivery-common';
import { type Question, readEntityRef, type TopicType } from '@greenroom/plugin-portal-node';
import type { ChangeRequests } from '../changes/ChangeRequests';
import type { DeliveryService } from '../DeliveryService';
import { RowsHandle } from './RowsHandle';

const anyPlace: Question = { permission: deliveryReadPermission, ofSome: true };

/** Row keys begin with the place: each is for those who may read it. */
const byPlace = {
  partition: (rowKey: string) => rowKey.split('/', 2).join('/'),
  question: (place: string): Question => ({ permission: deliveryReadPermission, resourceRef: place }),
};

/** What delivers an entity. */
export function serviceTopic(delivery: DeliveryService): TopicType<string> {
  return {
    name: DELIVERY_SERVICE_TOPIC,
    parse: readEntityRef,
    authorise: () => [anyPlace],
    audience: byPlace,
    open: entityRef =>
      new RowsHandle({
        read: () => serviceRows(delivery, entityRef),
        sources: places => delivery.sources(places),
        follow: look => [delivery.onChange(look)],
      }),
  };
}

/** One Application, with what was asked of git about it. */
export function applicationTopic(
  delivery: DeliveryService,
  changes: Pick<ChangeRequests, 'recent' | 'onChange'>,
): TopicType<ApplicationRef> {
  return {
    name: DELIVERY_APPLICATION_TOPIC,
    parse: readApplicationKey,
    authorise: ref => {
      const place = delivery.entries().get(applicationKey(ref))?.application.place;
      return [place === undefined ? anyPlace : byPlace.question(place)];
    },
    audience: byPlace,
    open: ref => {
      const isKnown = delivery.entries().has(applicationKey(ref));
      if (!isKnown && delivery.source(ref.cluster).freshness === 'live') {
        delivery.entry(ref);
      }
      return new RowsHandle({
        read: () => applicationRows(delivery, changes, ref),
        sources: () => [delivery.source(ref.cluster)],
        follow: look => [delivery.onChange(look), changes.onChange(look)],
      });
    },
  };
}

function serviceRows(delivery: DeliveryService, entityRef: string): Map<string, unknown> {
  const own = [...delivery.entries().values()].filter(({ claims }) => claims.entityRefs.includes(entityRef));
  own.forEach(entry => delivery.lookAt(entry));
  return new Map(own.map(({ application }) => [applicationRowKey(application), application]));
}

function applicationRows(
  delivery: DeliveryService,
  changes: Pick<ChangeRequests, 'recent'>,
  ref: ApplicationRef,
): Map<string, unknown> {
  const rows = new Map<string, unknown>();
  const entry = delivery.entries().get(applicationKey(ref));
  if (entry) {
    delivery.lookAt(entry);
    rows.set(applicationRowKey(entry.application), entry.application);
  }
  changes.recent(ref).forEach(change => rows.set(changeRequestRowKey(change), change));
  return rows;
}

/** @throws InputError for what is no `applicationKey` */
function readApplicationKey(key: string): ApplicationRef {
  const ref = parseApplicationKey(key);
  if (!ref) {
    throw new InputError(`${JSON.stringify(key)} is not cluster/namespace/name of an Application`);
  }
  return ref;
}
