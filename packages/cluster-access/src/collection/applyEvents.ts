import type { RowChange, RowIdentity } from '../types';
import type { Collection } from './Collection';
import { type KubernetesWatchEvent, malformed } from './events';
import type { Position } from './Position';
import { readBookmark } from './Rows';

/** Events of one chunk, in their order: one batch for who listens. Throws what `Position.heard` throws. */
export function applyEvents<Row extends RowIdentity>(
  events: readonly KubernetesWatchEvent[],
  collection: Collection<Row>,
  position: Position,
): void {
  const changes: RowChange<Row>[] = [];
  try {
    for (const event of events) {
      const change = applyOne(event, collection, position);
      if (change) {
        changes.push(change);
      }
    }
    collection.confirm();
  } finally {
    // What was taken in before one that is wrong is held, and who listens must know.
    collection.emit(changes);
  }
}

function applyOne<Row extends RowIdentity>(
  { type, object }: KubernetesWatchEvent,
  collection: Collection<Row>,
  position: Position,
): RowChange<Row> | undefined {
  if (type === 'BOOKMARK') {
    position.heard(readBookmark(object)?.version);
    return undefined;
  }
  const read = collection.read(object);
  if (!read) {
    throw malformed('the watch brought something that is no object');
  }
  position.heard(read.version);
  return type === 'DELETED' ? collection.remove(read.key) : collection.put(read);
}
