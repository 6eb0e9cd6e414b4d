import type { VerdictState } from '@greenroom/plugin-portal-common';
import { since } from './conditions';
import { paused } from './paused';
import { progressing } from './progressing';
import { newerRevision, type Scene } from './scene';
import { named, readyWords } from './words';

/** What the controller is doing, in one sentence and why; without what is wrong around it (see `problems`). */
export interface Situation {
  state: VerdictState;
  sentence: string;
  since?: string;
  reasons: string[];
}

/** Each answers if it is that; the first answer counts. The order is the controller's own, with what it can not know first. */
const situations: readonly ((scene: Scene) => Situation | undefined)[] = [
  deleted,
  unseen,
  overtaken,
  abortAsked,
  unpausing,
  retryAsked,
  aborted,
  invalid,
  timedOut,
  degraded,
  paused,
  progressing,
  healthy,
];

export function readSituation(scene: Scene): Situation {
  for (const read of situations) {
    const situation = read(scene);
    if (situation) {
      return situation;
    }
  }
  return unclear(scene);
}

/** Whatever it says, it will be gone. */
function deleted({ row }: Scene): Situation | undefined {
  return row.deletedAt === undefined
    ? undefined
    : {
        state: 'progressing',
        sentence: `${row.name} is being deleted`,
        since: row.deletedAt,
        reasons: [],
      };
}

/** Phase and message are about an older spec. */
function unseen({ row, unseen: forLong }: Scene): Situation | undefined {
  if (row.seen) {
    return undefined;
  }
  if (forLong) {
    return {
      state: 'progressing',
      sentence: `The controller has not looked at the last change of ${row.name} for more than 10 s`,
      reasons: [
        'Argo Rollouts up to 1.9.2 misses changes that come right after its own: a nudge has it look again',
        `Before the change it said ${row.phase}`,
      ],
    };
  }
  const what = row.phase === undefined ? row.name : `The last change of ${row.name}`;
  return {
    state: 'progressing',
    sentence: `${what} has not been seen by the controller yet`,
    reasons: row.phase === undefined ? [] : [`Before it the controller said ${row.phase}`],
  };
}

/**
 * A newer revision is there than the status speaks of: the controller writes the observed generation before the rest,
 * so for a moment a preview that is already replaced looks as if it waited.
 */
function overtaken(scene: Scene): Situation | undefined {
  const newer = newerRevision(scene);
  if (!newer) {
    return undefined;
  }
  const { row } = scene;
  return {
    state: 'progressing',
    sentence: `${named(scene, newer)} is taking the place of ${named(scene, row.currentHash)}`,
    reasons: [`The controller has not told of it yet; it said ${row.phase ?? 'nothing'}`],
  };
}

/** Accepted by the API server, not acted on by the controller; some versions forget it without a word. */
function abortAsked({ row }: Scene): Situation | undefined {
  if (!row.abort || row.abortedAt !== undefined || row.phase === 'Degraded') {
    return undefined;
  }
  return {
    state: 'progressing',
    sentence: 'An abort was asked for; the controller has not acted on it yet',
    reasons: [],
  };
}

/** The controller remembers its pause, but nobody holds it any more: the phase still says `Paused`. */
function unpausing(scene: Scene): Situation | undefined {
  const { row } = scene;
  if (!row.controllerPaused || row.pauses.length > 0) {
    return undefined;
  }
  const goes = row.strategy === 'canary' ? ' and does' : ' and is going live';
  const moves = row.phase === 'Paused' ? '; the controller has not moved yet' : goes;
  return {
    state: 'progressing',
    sentence: `${named(scene, row.currentHash)} was told to go on${moves}`,
    reasons: [],
  };
}

/** Aborted by the phase, not any more by the wish. */
function retryAsked(scene: Scene): Situation | undefined {
  const { row } = scene;
  if (row.abort || row.phase !== 'Degraded' || !row.message?.startsWith('RolloutAborted')) {
    return undefined;
  }
  return {
    state: 'progressing',
    sentence: `${named(scene, row.currentHash)} was aborted and is to be tried again; the controller has not acted on it yet`,
    reasons: [],
  };
}

/** An abort is no proof that traffic is back: the active Service tells where it is. */
function aborted(scene: Scene): Situation | undefined {
  const { row, activeHash } = scene;
  if (!row.abort || row.currentHash === row.stableHash) {
    return undefined;
  }
  const back = activeHash === row.stableHash;
  const where = back
    ? `traffic is on ${named(scene, row.stableHash)}, which is stable`
    : `traffic is still on ${named(scene, activeHash)}, stable is ${named(scene, row.stableHash)}`;
  return {
    state: 'degraded',
    sentence: `The update to ${named(scene, row.currentHash)} was aborted${back ? ';' : ', but'} ${where}`,
    since: row.abortedAt ?? since(row, 'Progressing', 'False'),
    reasons: [...whyAborted(row.message), capital(where)],
  };
}

/** `RolloutAborted: Rollout aborted update to revision 2: <why>`. */
function whyAborted(message: string | undefined): string[] {
  const why = message?.match(/^RolloutAborted: .*? revision \d+: (.+)$/s)?.[1];
  return why === undefined ? [] : [why];
}

function invalid({ row }: Scene): Situation | undefined {
  const at = since(row, 'InvalidSpec', 'True');
  const why = afterColon(row.message, 'InvalidSpec');
  if (at === undefined && why === undefined) {
    return undefined;
  }
  const words = why ?? row.conditions.find(({ type }) => type === 'InvalidSpec')?.message;
  return {
    state: 'degraded',
    sentence: 'The controller refuses the specification',
    since: at,
    reasons: words === undefined ? [] : [words],
  };
}

function timedOut(scene: Scene): Situation | undefined {
  const { row, activeHash } = scene;
  const why = afterColon(row.message, 'ProgressDeadlineExceeded');
  if (row.phase !== 'Degraded' || why === undefined) {
    return undefined;
  }
  return {
    state: 'degraded',
    sentence: `${named(scene, row.currentHash)} did not become ready in time; traffic is on ${named(scene, activeHash)}`,
    since: since(row, 'Progressing', 'False'),
    reasons: [why],
  };
}

function degraded({ row }: Scene): Situation | undefined {
  if (row.phase !== 'Degraded') {
    return undefined;
  }
  return {
    state: 'degraded',
    sentence: row.message ?? 'The controller says that it is degraded, and not why',
    since: since(row, 'Healthy', 'False'),
    reasons: [],
  };
}

/** Healthy by the controller's word, and by what can be seen: one revision has every role and is ready. */
function healthy(scene: Scene): Situation | undefined {
  const { row, active } = scene;
  const one = row.currentHash === row.stableHash && row.activeHash === row.stableHash;
  if (row.phase !== 'Healthy' || !one || !active || active.revision !== row.stableHash) {
    return undefined;
  }
  const at = since(row, 'Healthy', 'True') ?? since(row, 'Completed', 'True');
  if (row.desired === 0) {
    const sentence = 'Scaled to zero: nothing runs and nobody is served';
    return { state: 'healthy', sentence, since: at, reasons: [] };
  }
  const ready = Math.min(active.replicas.ready, active.replicas.available);
  return {
    state: ready < row.desired ? 'progressing' : 'healthy',
    sentence: `${named(scene, active.revision)} is live; ${readyWords(active, row.desired)}`,
    since: ready < row.desired ? undefined : at,
    reasons: [capital(readyWords(active, row.desired))],
  };
}

function unclear(scene: Scene): Situation {
  const { row } = scene;
  const said = [row.phase ?? 'nothing', row.message].filter(word => word !== undefined).join(': ');
  const where = `traffic is on ${named(scene, scene.activeHash)}, stable is ${named(scene, row.stableHash)}`;
  return {
    state: 'unknown',
    sentence: `The controller says ${said}; ${where}: that does not fit together`,
    reasons: [],
  };
}

function afterColon(message: string | undefined, word: string): string | undefined {
  return message?.startsWith(`${word}:`) ? message.slice(word.length + 1).trim() : undefined;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
