import type { Clock } from '../clock';
import type { Connection } from '../connection/Connection';
import type { JsonReader } from '../stream/JsonReader';
import type { Turns } from '../stream/Turns';
import type { Tuning } from '../tuning';

/** What a follower needs of its cluster. */
export interface ClusterLink {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly tuning: Tuning;
  readonly reader: JsonReader;
  /** In which what comes is read. */
  readonly turns: Turns;
  /** Resolves when the cluster answers probes, or the signal is aborted. */
  whenAnswering(signal: AbortSignal): Promise<void>;
  /** How long the last probe took, milliseconds: so much later everything comes. */
  roundTrip(): number;
  /** Something failed that a probe may explain: probe now. */
  doubt(): void;
  /** Whether this server takes `sendInitialEvents`; set to false by who finds that it does not. */
  streamsLists: boolean;
}
