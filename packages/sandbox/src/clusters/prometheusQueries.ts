import type { ScaledClock } from '../clock/ScaledClock';
import {
  PrometheusFailure,
  type PrometheusQueries,
  type PrometheusQuery,
  type PrometheusResult,
} from '../controllers/PrometheusQueries';
import {
  askPrometheus,
  postFailure,
  readData,
  refusal,
  type Destination,
} from '../controllers/rollouts/analysis/PrometheusClient';
import { type ServiceAddress, serviceAddress } from '../controllers/services/serviceAddress';
import type { ObjectApi } from '../kubernetes/types';
import type { Prometheus } from '../prometheus/Prometheus';
import type { PrometheusServer } from '../prometheus/PrometheusServer';
import { QueryError } from '../prometheus/QueryError';

export interface Surroundings {
  api: ObjectApi;
  clock: ScaledClock;
  server: Pick<PrometheusServer, 'faults'>;
  /** Where the server has the cluster's own Prometheus, for which its pods of Prometheus stand. */
  url: string;
  /** The same without the wire between. */
  engine: Prometheus;
}

/** Where Argo Rollouts runs. */
const controllerNamespace = 'argo-rollouts';
const dns = '10.100.0.10:53';
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const prometheusImage = /(^|\/)(prometheus|prom)\/prometheus[:@]/;

/**
 * How the controllers of a cluster ask a Prometheus: names in the cluster by its Services, whose pods of Prometheus are
 * the sandbox's; addresses of this machine as they are; anything else is out of reach.
 */
export function prometheusQueries(around: Surroundings): PrometheusQueries {
  return asked => {
    const { destination, isOwn } = destinationOf(around, asked);
    if (isOwn && around.clock.isPlayed) return answerAtOnce(around, asked, destination);
    return askPrometheus(destination, asked, around.clock.now().getTime());
  };
}

/** @throws PrometheusFailure when nobody is there */
function destinationOf(
  { api, url }: Surroundings,
  { address }: PrometheusQuery,
): { destination: Destination; isOwn: boolean } {
  if (!URL.canParse(address)) throw new PrometheusFailure('prometheus address is not is url format');
  const { hostname, protocol, port: written } = new URL(address);
  const port = Number(written) || (protocol === 'https:' ? 443 : 80);
  if (loopback.has(hostname)) {
    return { destination: { url: address, dialled: `${hostname}:${port}` }, isOwn: false };
  }
  const found = serviceAddress(api, { hostname, port, from: controllerNamespace });
  if (!found) throw postFailure(address, `dial tcp: lookup ${hostname} on ${dns}: no such host`);
  const dialled = `${addressIn(found)}:${port}`;
  const isPrometheus = found.pods.some(({ spec }) =>
    spec.containers.some(({ image }) => prometheusImage.test(image)),
  );
  if (!isPrometheus) throw postFailure(address, refusal(dialled));
  return { destination: { url, dialled }, isOwn: true };
}

/** A headless Service is its pods. */
function addressIn({ clusterIP, pods }: ServiceAddress): string {
  return clusterIP === 'None' ? (pods[0]?.status.podIP ?? clusterIP) : clusterIP;
}

/** The same answer without the wire between, for a moment in which no socket is served. */
function answerAtOnce(
  { clock, engine, server: { faults } }: Surroundings,
  { address, query, timeoutSeconds }: PrometheusQuery,
  { dialled }: Destination,
): PrometheusResult {
  if (faults.has('down')) throw postFailure(address, refusal(dialled));
  if (faults.lateness('slow') > timeoutSeconds * 1_000) {
    throw postFailure(address, 'context deadline exceeded');
  }
  try {
    return readData(engine.instant(query, clock.now().getTime()));
  } catch (error) {
    if (error instanceof QueryError) throw new PrometheusFailure(`${error.errorType}: ${error.message}`);
    throw error;
  }
}
