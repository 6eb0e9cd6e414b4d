import { InputError } from '@backstage/errors';
import {
  CLUSTER_TOPIC,
  clusterHealthReadPermission,
  CLUSTERS_TOPIC,
  healthPlace,
  placeOfRow,
  SERVICE_TOPIC,
  serviceRowKey,
  SERVICES_TOPIC,
  type ServiceHealth,
} from '@greenroom/plugin-cluster-health-common';
import { type Question, readEntityRef, type TopicType } from '@greenroom/plugin-portal-node';
import { sectionId } from '../cluster/Claimed';
import type { HealthService } from '../HealthService';
import { serviceLine } from '../reading';
import { HealthRows } from './HealthRows';

const anyPlace: Question = { permission: clusterHealthReadPermission, ofSome: true };

/** Row keys begin with the place: each row is for those who may read it. */
const byPlace = {
  partition: placeOfRow,
  question: (place: string): Question => ({ permission: clusterHealthReadPermission, resourceRef: place }),
};

/** Every cluster in a card. */
export function clustersTopic(health: HealthService): TopicType<undefined> {
  return {
    name: CLUSTERS_TOPIC,
    parse: key => parseEmptyKey(CLUSTERS_TOPIC, key),
    authorise: () => [anyPlace],
    audience: byPlace,
    open: () =>
      new HealthRows(health, {
        rows: cluster => cluster.rows(),
        changed: ({ rows }) => rows,
        selects: key => key.split('/')[2] === 'summary',
      }),
  };
}

/** Everything of one cluster. */
export function clusterTopic(health: HealthService): TopicType<string> {
  return {
    name: CLUSTER_TOPIC,
    parse: name => {
      health.cluster(name);
      return name;
    },
    authorise: cluster => [byPlace.question(healthPlace({ cluster }))],
    audience: byPlace,
    open: name =>
      new HealthRows(health, { rows: cluster => cluster.rows(), changed: ({ rows }) => rows, cluster: name }),
  };
}

/** How one service is, wherever it runs. */
export function serviceTopic(health: HealthService): TopicType<string> {
  return {
    name: SERVICE_TOPIC,
    parse: readEntityRef,
    authorise: () => [anyPlace],
    audience: byPlace,
    open: entityRef => servicesHandle(health, service => service, entityRef),
  };
}

/** How all services are, in a line each. */
export function servicesTopic(health: HealthService): TopicType<undefined> {
  return {
    name: SERVICES_TOPIC,
    parse: key => parseEmptyKey(SERVICES_TOPIC, key),
    authorise: () => [anyPlace],
    audience: byPlace,
    open: () => servicesHandle(health, serviceLine),
  };
}

function servicesHandle(
  health: HealthService,
  shown: (service: ServiceHealth) => object,
  entityRef?: string,
) {
  const keyOf = (cluster: string, id: string) => {
    const at = id.indexOf('|');
    return serviceRowKey({ cluster, namespace: id.slice(0, at) }, id.slice(at + 1));
  };
  const keyed = <Row>(cluster: string, services: ReadonlyMap<string, Row>) =>
    new Map([...services].map(([id, row]) => [keyOf(cluster, id), row]));
  return new HealthRows(health, {
    rows: ({ name }) => {
      const known = entityRef === undefined ? health.services(name) : ofOne(health, name, entityRef);
      return keyed(name, known);
    },
    changed: ({ cluster, services }) => keyed(cluster, services),
    shown: row => shown(row as ServiceHealth),
    ...(entityRef !== undefined && { selects: (key: string) => key.endsWith(`/service/${entityRef}`) }),
  });
}

function ofOne(health: HealthService, name: string, entityRef: string): Map<string, ServiceHealth> {
  return new Map(health.servicesOf(name, entityRef).map(service => [sectionId(service), service]));
}

/** @throws InputError for any key: the topic is one for all */
function parseEmptyKey(topic: string, key: string): undefined {
  if (key !== '') {
    throw new InputError(`the topic ${topic} has the empty key, not ${JSON.stringify(key)}`);
  }
  return undefined;
}
