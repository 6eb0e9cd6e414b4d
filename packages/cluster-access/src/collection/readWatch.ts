import { statusEventFailure } from '../connection/statusFailure';
import { ClusterFailure } from '../connection/ClusterFailure';
import type { StreamBody } from '../connection/Connection';
import { transportFailure } from '../connection/transportFailure';
import { LineSplitter } from '../stream/LineSplitter';
import type { Fields } from '../stream/Fields';
import type { JsonReader } from '../stream/JsonReader';
import type { Turns } from '../stream/Turns';
import { eventFields, type KubernetesWatchEvent, malformed, readEvent } from './events';

export interface WatchOptions {
  address: string;
  task: string;
  reader: JsonReader;
  /** What is read of each object. */
  fields: Fields;
  turns: Turns;
  onEvents: (events: KubernetesWatchEvent[]) => void;
}

/**
 * Reads a watch's body: hands over the events of each chunk in the task that read it. Resolves when the server ended
 * the watch at the end of an event.
 * @throws ClusterFailure when it broke, was cut off in the middle of a line, or told of an error
 */
export function readWatch(body: StreamBody, options: WatchOptions): Promise<void> {
  const { address, task, reader, turns, onEvents } = options;
  const fields = eventFields(options.fields);
  const lines = new LineSplitter();
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(transportFailure(error, address));
      body.destroy();
    };
    turns.read(body, chunk => {
      try {
        const events: KubernetesWatchEvent[] = [];
        lines.push(chunk, line => events.push(readEvent(line, reader, fields)));
        const error = events.findIndex(event => event.type === 'ERROR');
        onEvents(error === -1 ? events : events.slice(0, error));
        if (error !== -1) {
          fail(statusEventFailure(events[error]?.object, task));
        }
      } catch (failure) {
        fail(failure instanceof ClusterFailure ? failure : malformed('the watch could not be read'));
      }
    });
    body.on('error', fail);
    body.on('end', () => {
      if (lines.pending > 0) {
        fail(malformed('the watch was cut off in the middle of an event'));
      } else {
        resolve();
      }
    });
    body.on('close', () => fail(malformed('the watch was closed before its end')));
  });
}
