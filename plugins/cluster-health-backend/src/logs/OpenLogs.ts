import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Clusters, LogOptions } from '@greenroom/cluster-access';
import { clusterHealthLogsReadPermission, healthPlace } from '@greenroom/plugin-cluster-health-common';
import { type ByteChannel, type Decisions, TooManyRequestsError } from '@greenroom/plugin-portal-node';
import type { HealthClock } from '../clock';
import { beginLog, Ended, sendLog } from './sendLog';

export interface OpenLogsOptions {
  clusters: Clusters;
  decisions: Decisions;
  permissions: PermissionsService;
  clock: HealthClock;
}

export interface PodPlace {
  cluster: string;
  namespace: string;
  pod: string;
}

type Reader = BackstageCredentials<BackstageUserPrincipal>;

/** A page shows one log or a few beside each other; each is a connection to a kubelet. */
const PER_PERSON = 6;
/** A log that is only fetched ends here. */
const FETCHED_BYTES = 32 * 1024 * 1024;
/** Whether somebody may still read is asked so often, by answers that are not older than this. */
const RECHECK_MS = 5_000;
const ANSWER_MS = 500;

interface OpenLog {
  reader: Reader;
  place: PodPlace;
  stop: AbortController;
}

/** The logs that are being read through this process. Each is bounded in memory, and each person in their number. */
export class OpenLogs {
  readonly #options: OpenLogsOptions;
  readonly #open = new Set<OpenLog>();
  readonly #stopChecking: () => void;

  constructor(options: OpenLogsOptions) {
    this.#options = options;
    this.#stopChecking = options.clock.every(RECHECK_MS, () => void this.#recheck());
  }

  get size(): number {
    return this.#open.size;
  }

  /**
   * Begins to read. What refuses it at once is thrown before anything is answered.
   * @throws TooManyRequestsError, NotFoundError, and what `Cluster.log` throws
   */
  async open(place: PodPlace, options: LogOptions, reader: Reader): Promise<(channel: ByteChannel) => void> {
    const cluster = this.#options.clusters.get(place.cluster);
    const open = this.#admit(place, reader);
    const { stop } = open;
    const limit = options.follow ? {} : { limitBytes: FETCHED_BYTES };
    const pod = { namespace: place.namespace, name: place.pod };
    try {
      const log = cluster.log(pod, { ...options, ...limit, signal: stop.signal });
      const begun = await beginLog({ log, stop }, ms => this.#pause(ms));
      return channel => void sendLog(channel, begun).finally(() => this.#open.delete(open));
    } catch (error) {
      this.#open.delete(open);
      throw error;
    }
  }

  close(): void {
    this.#stopChecking();
    this.#open.forEach(({ stop }) => stop.abort(new Ended('the portal is shutting down')));
  }

  #admit(place: PodPlace, reader: Reader): OpenLog {
    const person = reader.principal.userEntityRef;
    const own = [...this.#open].filter(log => log.reader.principal.userEntityRef === person);
    if (own.length >= PER_PERSON) {
      throw new TooManyRequestsError(`at most ${PER_PERSON} open logs for one person`);
    }
    const log = { reader, place, stop: new AbortController() };
    this.#open.add(log);
    return log;
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      this.#options.clock.after(ms, resolve);
    });
  }

  async #recheck(): Promise<void> {
    await Promise.all([...this.#open].map(log => this.#recheckOne(log)));
  }

  async #recheckOne({ reader, place, stop }: OpenLog): Promise<void> {
    const { decisions, permissions } = this.#options;
    const question = { permission: clusterHealthLogsReadPermission, resourceRef: healthPlace(place) };
    const asker = { credentials: reader, permissions };
    const [decision] = await decisions.decide([question], asker, ANSWER_MS);
    if (!decision?.allowed) {
      stop.abort(new Ended(decision?.why.message ?? 'not allowed any more'));
    }
  }
}
