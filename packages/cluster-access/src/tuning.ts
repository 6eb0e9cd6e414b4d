/**
 * Durations in milliseconds. Together they keep one promise: within five seconds of any fault the cache is right or
 * its state says what is wrong, and within five seconds of the cure it is right again. Tests may shorten them.
 */
export interface Tuning {
  /** Between two probes of a cluster that answers. */
  probeEvery: number;
  /** A probe without a whole answer after this long is a cluster that does not answer. */
  probeLimit: number;
  /**
   * A server that takes this much longer than for a probe to answer what it must know may have been restored to an
   * older state.
   */
  rewindPatience: number;
  /** Waits between tries of a cluster that does not answer: doubled from the first to the last, each drawn from the upper half. */
  retryFirst: number;
  retryLast: number;
  /** Until a TCP and TLS connection stands. */
  connectLimit: number;
  /** For a credential plugin. Its run is not repeated meanwhile: a slow one is waited for again by the next probe. */
  credentialsLimit: number;
  /** One read or write. */
  callLimit: number;
  /** A list, or the start of a watch, that brings no byte for this long hangs. */
  silenceLimit: number;
  /**
   * How long one watch is asked to last, seconds. Short on purpose: a socket that is dead on one side looks like a
   * quiet one, and that the server ends the watch as asked is the only sign of life a quiet watch gives within five
   * seconds (bookmarks come once a minute). The next watch goes on from the same place, on the same connection.
   */
  watchSeconds: number;
  /** After a watch that did not end as asked, the next is to end sooner, seconds. */
  doubtedWatchSeconds: number;
  /** How much longer than asked, from its first answer on, a watch may last before its socket counts as dead. */
  watchOverdue: number;
  /** A collection that is caught up again within this long was never stale. */
  grace: number;
  /** Between two looks whether a missing resource has been installed. */
  installedEvery: number;
  /** Between two tries of what was not permitted: at first, and when it has been refused for longer than `deniedPatience`. */
  deniedEvery: number;
  deniedPatience: number;
  deniedLater: number;
  /** Between two looks at what has become of a container whose log has ended: kubelets tell of it about a second later. */
  endedEvery: number;
}

export const tuning: Tuning = {
  probeEvery: 2_000,
  probeLimit: 2_000,
  rewindPatience: 1_000,
  retryFirst: 250,
  retryLast: 2_000,
  connectLimit: 2_000,
  credentialsLimit: 3_000,
  callLimit: 8_000,
  silenceLimit: 5_000,
  watchSeconds: 3,
  doubtedWatchSeconds: 1,
  watchOverdue: 500,
  grace: 1_000,
  installedEvery: 4_000,
  deniedEvery: 3_000,
  deniedPatience: 600_000,
  deniedLater: 30_000,
  endedEvery: 1_000,
};
