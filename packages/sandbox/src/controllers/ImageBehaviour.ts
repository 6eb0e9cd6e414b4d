/** How an image behaves when it runs: what a registry and a process would do. */
export interface ImageBehaviour {
  /** `sha256:` and 64 hexadecimal digits; made from the reference when left out. */
  digest?: string;
  /** From Pulling to Pulled on a node that does not have the image yet; 0.4 when left out. */
  pullSeconds?: number;
  /** From Started to Ready; 0.6 when left out. */
  readyAfterSeconds?: number;
  /**
   * `ready` when left out. A `ready-then-crash` crashes 5 s after it became ready; what `completes` ends well, with code
   * 0, as the process of a job does. An `unhealthy` one answers no probe: it is killed where the container has a startup
   * or liveness probe. What `cannot-start` is an image without the program it is to run.
   */
  outcome?:
    | 'ready'
    | 'crash'
    | 'never-ready'
    | 'image-pull-fails'
    | 'ready-then-crash'
    | 'completes'
    | 'unhealthy'
    | 'cannot-start';
  /** From Started to its end, of what completes or crashes; 2 when left out for what completes, at most 1 for a crash. */
  runSeconds?: number;
  /** `reason` of the terminated container, e.g. `OOMKilled`; `Error` when left out. */
  crashReason?: string;
  /** 1 when left out, 137 with `OOMKilled`. */
  exitCode?: number;
  /** Of the terminated container, or of the registry when the pull fails. */
  message?: string;
  /** What the container prints. */
  logLines?: string[];
}

/** Plays registry and process: asked at each pull, start and probe. */
export type ImageBehaviours = (reference: string) => ImageBehaviour | undefined;

/**
 * Plays Prometheus (`query`) and web metrics (the URL) for analysis runs. `args` are those of the run. No value means an
 * empty result.
 */
export type MetricLookup = (query: string, args: Readonly<Record<string, string>>) => number | undefined;
