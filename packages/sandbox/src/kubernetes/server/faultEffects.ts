import type { FaultEffects } from '../faults/Faults';
import { restoreEarlier } from '../faults/restoring';
import { revokeBindings } from '../faults/revokedBindings';
import type { ObjectStore } from '../store/ObjectStore';
import { StatusError } from '../StatusError';
import type { WatchHub } from './WatchHub';

/** What faults can do to a server. */
export interface FaultTarget {
  store: ObjectStore;
  hub: WatchHub;
  /** In [0, 1). */
  random(): number;
  kill(): void;
  stopGracefully(): () => void;
  restart(): void;
  silenceConnections(): void;
}

const nothing = () => undefined;

/**
 * How each fault is made. Those without an effect here are looked up for each request: `too-many-requests`,
 * `unauthorized`, `truncate`, `slow`; or, as `ignored-writes`, by a controller.
 */
export function faultEffects(target: FaultTarget): FaultEffects {
  const { hub, store } = target;
  return {
    'watch-cut': () => hub.spoil(watch => watch.cut()),
    'watch-half-open': () => {
      target.silenceConnections();
      return undefined;
    },
    'watch-gone': () => hub.spoil(watch => watch.fail(gone(store))),
    kill: () => {
      target.kill();
      return () => target.restart();
    },
    stop: () => {
      const finish = target.stopGracefully();
      return () => {
        finish();
        target.restart();
      };
    },
    restore: fault => {
      target.kill();
      restoreEarlier(store, fault, () => target.random());
      if (fault.seconds === undefined) target.restart();
      return () => target.restart();
    },
    'too-many-requests': nothing,
    unauthorized: nothing,
    forbidden: fault => revokeBindings(store, fault.user),
    truncate: nothing,
    hang: () => hub.hold(),
    slow: nothing,
    'ignored-writes': nothing,
  };
}

function gone(store: ObjectStore): object {
  const { revision, oldestRevision } = store;
  return StatusError.expired(`too old resource version: ${oldestRevision} (${revision})`).body;
}
