import type { ServerResponse } from 'node:http';
import { isAggregated } from '../resources/aggregatedResources';
import { storageKey } from '../resources/ResourceRegistry';
import { StatusError } from '../StatusError';
import type { ObjectStore } from '../store/ObjectStore';
import { reviews } from './accessReviews';
import type { ApiRequest } from './ApiRequest';
import type { User } from './authentication';
import type { Authorizer } from './Authorizer';
import { createObject, replaceObject } from './creating';
import { aggregatedDiscovery, apiGroup, apiGroups, apiResources, apiVersions, version } from './discovery';
import { listOptions } from './listOptions';
import { answerMetrics, type UsageSource } from './metrics/metricsApi';
import { json, plainText, type Answer } from './negotiation';
import { openApiIndex, openApiV2, openApiV3 } from './openapi';
import { patchObject } from './patching';
import { podLog, type PodLogs } from './logs/podLog';
import { getObject, listObjects, type Reading } from './reading';
import { deleteCollection, deleteObject } from './removing';
import type { RequestInfo } from './requestInfo';
import { sentJson } from './sentText';
import { answerTokenRequest, type ServiceAccountTokens } from './serviceAccountTokens';
import { Watch } from './Watch';
import { WatchConnection } from './WatchConnection';
import type { WatchHub } from './WatchHub';

/** What requests are answered from. */
export interface Backend extends Reading {
  store: ObjectStore;
  /** Whose a bearer token is. */
  userOf(token: string): User | undefined;
  authorizer: Authorizer;
  hub: WatchHub;
  logs: PodLogs;
  serviceAccountTokens: ServiceAccountTokens;
  /** What metrics-server would measure. */
  usage: UsageSource;
  /** Writes up to this revision can not be watched from: as far as this server remembers. */
  watchFloor(): number;
  /** `host:port` as clients reach it. */
  address(): string;
}

const AGGREGATED = 'as=APIGroupDiscoveryList';
const AGGREGATED_TYPE = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Answers for paths that are not about objects. */
export function answerPath(backend: Backend, { path }: RequestInfo, accept = ''): Answer {
  const { registry } = backend.store;
  const clean = path.replace(/(.)\/$/, '$1');
  if (['/readyz', '/livez', '/healthz'].includes(clean)) return plainText(200, 'ok');
  if (clean === '/version') return json(200, JSON.stringify(version));
  if (accept.includes(AGGREGATED) && (clean === '/api' || clean === '/apis')) {
    const text = JSON.stringify(aggregatedDiscovery(registry, clean === '/api'));
    return { code: 200, type: AGGREGATED_TYPE, body: text };
  }
  if (clean === '/openapi/v3') return plainText(200, JSON.stringify(openApiIndex(registry)));
  const found = discovered(backend, clean) ?? described(backend, clean);
  return found ? json(200, JSON.stringify(found)) : plainText(404, '404 page not found\n');
}

function discovered({ store: { registry }, address }: Backend, path: string): object | undefined {
  const [, root, first = '', second] = path.split('/');
  if (path === '/')
    return {
      paths: [
        '/api',
        '/api/v1',
        '/apis',
        '/healthz',
        '/livez',
        '/openapi/v2',
        '/openapi/v3',
        '/readyz',
        '/version',
      ],
    };
  if (path === '/api') return apiVersions(address());
  if (path === '/apis') return apiGroups(registry);
  if (root === 'api') return apiResources(registry, '', first);
  if (root !== 'apis') return undefined;
  return second ? apiResources(registry, first, second) : apiGroup(registry, first);
}

function described({ store: { registry } }: Backend, path: string): object | undefined {
  if (path === '/openapi/v2') return openApiV2(registry);
  return path.startsWith('/openapi/v3/') ? openApiV3(registry, path.slice('/openapi/v3/'.length)) : undefined;
}

/** Answers a review, which is no object of the store. */
export function answerReview(backend: Backend, request: ApiRequest): Answer {
  const review = reviews[request.info.resource.resource];
  if (!review) throw StatusError.noSuchPath();
  const { user } = request;
  const now = new Date(backend.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const context = { user, authorizer: backend.authorizer, now, userOf: backend.userOf };
  return json(201, JSON.stringify(review.answer(context, sentJson(request))));
}

/** Answers what is about objects, but for watches. @throws StatusError */
export async function answerObject(backend: Backend, request: ApiRequest): Promise<Answer> {
  const { verb, resource } = request.info;
  if (isAggregated(request.definition)) return answerMetrics(backend, request);
  if (resource.subresource === 'token') return answerTokenRequest(backend, request);
  if (resource.subresource === 'log') return podLog(backend, request, backend.logs);
  switch (verb) {
    case 'get':
      return getObject(backend, request);
    case 'list':
      return listObjects(backend, request);
    case 'create':
      return createObject(backend, request);
    case 'update':
      return replaceObject(backend, request);
    case 'patch':
      return patchObject(backend, request);
    case 'delete':
      return deleteObject(backend, request);
    case 'deletecollection':
      return deleteCollection(backend, request);
    default:
      throw StatusError.methodNotAllowed();
  }
}

/** Opens a watch, which answers by itself. @throws StatusError before anything was sent */
export function openWatch(backend: Backend, request: ApiRequest, response: ServerResponse): void {
  const { definition, info, format } = request;
  if (isAggregated(definition)) throw StatusError.methodNotAllowed();
  const terms = {
    definition,
    format,
    namespace: definition.namespaced ? info.resource.namespace : '',
    options: listOptions(definition, info.query, true),
    now: () => backend.now(),
  };
  const watch = new Watch(terms, new WatchConnection(response));
  const oldest = backend.store.oldestRevisionOf(storageKey(definition));
  backend.hub.open(watch, Math.max(backend.watchFloor(), oldest));
}
