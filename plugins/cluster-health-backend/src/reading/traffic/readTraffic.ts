import type { IngressRow, ServiceRow } from '@greenroom/cluster-access';
import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';
import { namedKey, workloadKey } from '../about';
import { type Finding, found, NOTHING, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { earliest, hasLasted, MINUTE } from '../time';
import { counted, listed, verb } from '../words';

/** Who gets a Service's traffic, all its EndpointSlices together. */
export interface Endpoints {
  ready: number;
  unready: number;
  /** RFC 3339: where nobody is ready, since when that is so, as far as its pods say. */
  since?: string;
  /** When the newest of its pods was made, or its revision where there is no pod yet; only told where none is ready. RFC 3339. */
  newest?: string;
}

export interface ServiceContext {
  /** Milliseconds since 1970. */
  now: number;
  endpoints: Endpoints;
  /** The workloads whose pods its selector matches. */
  workloads?: readonly ObjectLink[];
}

/** What is found, and until when it is so by itself. */
type Part = Omit<Finding, 'object'> & { until?: number };

/** What is new has no endpoints yet. */
const NEW = MINUTE;

/** Whether a Service has somebody to send to (kubernetes.io/docs/tasks/debug/debug-application/debug-service/). */
export function readService(service: ServiceRow, context: ServiceContext): Reading {
  const { endpoints, workloads = [], now } = context;
  const isOurs = Object.keys(service.selector).length > 0 && service.type !== 'ExternalName';
  if (!isOurs || endpoints.ready > 0) {
    return NOTHING;
  }
  const { lasted, until } = hasLasted(service.createdAt, NEW, now);
  if (!lasted) {
    return { findings: [], until };
  }
  const { until: readyBy, ...what } =
    endpoints.unready > 0 ? nobodyReady(service, endpoints, now) : nobodyAtAll(service, endpoints, now);
  const about = { service: [namedKey(service)], workload: workloads.map(workloadKey) };
  return found({ ...what, since: endpoints.since, object: linkTo('Service', service), about }, readyBy);
}

/** Pods that were made just now are starting: those of a preview always are at first, and nobody is sent to them yet. */
function nobodyReady({ name }: ServiceRow, { unready, newest }: Endpoints, now: number): Part {
  const rule = 'service-without-endpoints';
  const { lasted, until } = hasLasted(newest, NEW, now);
  if (!lasted) {
    const pods = verb(unready, 'its only pod', `its ${unready} pods`);
    const text = `service ${name} waits for ${pods} to start`;
    return { rule, state: 'progressing', severity: 8, text, until };
  }
  const who = verb(unready, 'its only pod is not', `none of its ${unready} pods is`);
  return { rule, text: `service ${name} has nobody to send traffic to: ${who} ready` };
}

/** A revision that was made just now has no pods yet. */
function nobodyAtAll({ name, selector }: ServiceRow, { newest }: Endpoints, now: number): Part {
  const rule = 'service-selects-nothing';
  const { lasted, until } = hasLasted(newest, NEW, now);
  if (!lasted) {
    const text = `service ${name} waits for the pods of its new revision`;
    return { rule, state: 'progressing', severity: 8, text, until };
  }
  const wanted = listed(Object.entries(selector).map(([label, value]) => `${label}=${value}`));
  return {
    rule,
    text: `service ${name} has nobody to send traffic to: no pod has ${wanted}`,
  };
}

export interface IngressContext {
  /** Milliseconds since 1970. */
  now: number;
  /** By name, of its namespace: the Service's type, and who gets its traffic. Absent where Services may not be read. */
  services?: ReadonlyMap<string, { service: ServiceRow; endpoints: Endpoints }>;
}

/** A load balancer takes a while to be made. */
const ADDRESS_LIMIT = 5 * MINUTE;

/** Whether traffic from outside gets to somebody (kubernetes.io/docs/concepts/services-networking/ingress/). */
export function readIngress(ingress: IngressRow, context: IngressContext): Reading {
  const parts = [...missing(ingress, context), ...empty(ingress, context), ...address(ingress, context.now)];
  return together(
    parts.map(({ until, ...part }) => found({ ...part, object: linkTo('Ingress', ingress) }, until)),
  );
}

function where({ name, hosts }: IngressRow): string {
  return hosts[0] === undefined ? `ingress ${name}` : `ingress ${name} (${hosts[0]})`;
}

function keys({ namespace }: IngressRow, names: readonly string[]) {
  return { service: names.map(name => namedKey({ namespace, name })) };
}

function missing(ingress: IngressRow, { services }: IngressContext): Part[] {
  const gone = ingress.services.filter(name => services && !services.has(name));
  const what = `${verb(gone.length, 'service', 'services')} ${listed(gone)}`;
  return gone.length === 0
    ? []
    : [
        {
          rule: 'ingress-without-backend',
          text: `${where(ingress)} sends to ${what}, which ${verb(gone.length, 'does', 'do')} not exist`,
          about: keys(ingress, gone),
        },
      ];
}

function empty(ingress: IngressRow, { services }: IngressContext): Part[] {
  const names = ingress.services.filter(name => {
    const backend = services?.get(name);
    const isKnown =
      backend && backend.service.type !== 'ExternalName' && Object.keys(backend.service.selector).length > 0;
    return isKnown && backend.endpoints.ready === 0;
  });
  return names.length === 0
    ? []
    : [
        {
          rule: 'ingress-without-endpoints',
          text: `${where(ingress)} answers with an error: ${counted(names.length, 'service')} without ready pods (${listed(names)})`,
          since: earliest(names.map(name => services?.get(name)?.endpoints.since)),
          about: keys(ingress, names),
        },
      ];
}

function address(ingress: IngressRow, now: number): Part[] {
  if (ingress.hasAddress) {
    return [];
  }
  const { lasted, until } = hasLasted(ingress.createdAt, ADDRESS_LIMIT, now);
  const by = ingress.className === undefined ? '' : ` of class ${ingress.className}`;
  return [
    {
      rule: 'ingress-without-address',
      ...(!lasted && { state: 'progressing' as const, severity: 7 }),
      text: `${where(ingress)} has no address: no controller${by} has taken it`,
      since: ingress.createdAt,
      until,
    },
  ];
}
