import type { PodCounts, PodLine, ProblemState, Resources } from '@greenroom/plugin-cluster-health-common';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import { count } from '@greenroom/plugin-portal-react';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

const power = (bytes: number) =>
  Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));

/** At most three figures: `63.4`, `171`, `0.25`. */
function figures(value: number): string {
  const digits = value >= 1 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: value >= 100 ? 0 : digits });
}

/** `171 GiB`, `512 MiB`. */
export function bytesWords(bytes: number): string {
  const unit = power(bytes);
  return `${figures(bytes / 1024 ** unit)} ${UNITS[unit]}`;
}

/** `171 of 281 GiB`: both in the unit of the whole. */
export function bytesOf(part: number, whole: number): string {
  const unit = power(whole);
  return `${figures(part / 1024 ** unit)} of ${figures(whole / 1024 ** unit)} ${UNITS[unit]}`;
}

/** `63.4 cores`. */
export function coresWords(cores: number): string {
  return `${figures(cores)} ${cores === 1 ? 'core' : 'cores'}`;
}

/** `63.4 of 72 cores`. */
export function coresOf(part: number, whole: number): string {
  return `${figures(part)} of ${figures(whole)} ${whole === 1 ? 'core' : 'cores'}`;
}

/** `231 of 522 pods`. */
export function podsOf(part: number, whole: number): string {
  return `${part.toLocaleString('en')} of ${count(whole, 'pod')}`;
}

/** `88 %` of what is there; `undefined` where nothing is. */
export function share(part: number, whole: number | undefined): string | undefined {
  return whole === undefined || whole <= 0 ? undefined : `${Math.round((part / whole) * 100)} %`;
}

/** Begins with a capital, for the first word of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const podStateWords: Record<PodLine['state'], string> = {
  ready: 'ready',
  starting: 'starting',
  pending: 'pending',
  failing: 'failing',
  ending: 'ending',
  ended: 'ended',
};

/** How a pod in a state looks. */
export const podStates: Record<PodLine['state'], VerdictState> = {
  ready: 'healthy',
  starting: 'progressing',
  pending: 'waiting',
  failing: 'degraded',
  ending: 'progressing',
  ended: 'healthy',
};

const told = ['ready', 'failing', 'pending', 'starting', 'ended'] as const;

/** `231 ready, 2 failing, 4 pending`: states that no pod is in are left out. */
export function podCountWords(pods: PodCounts): string {
  const words = told.flatMap(state =>
    pods[state] > 0 ? [`${pods[state].toLocaleString('en')} ${state}`] : [],
  );
  return words.length > 0 ? words.join(', ') : 'no pods';
}

/** A risk is nothing that is wrong: it has a word of its own. */
export const problemWords: Record<ProblemState, string> = {
  degraded: 'degraded',
  waiting: 'waiting',
  progressing: 'progressing',
  unknown: 'unknown',
  healthy: 'worth knowing',
};

/** What a pod or a workload may use at most, in words; `undefined` where nothing is written. */
export function limitWords({ cpuCoresLimit, memoryBytesLimit }: Resources): string | undefined {
  const words = [
    ...(cpuCoresLimit === undefined ? [] : [coresWords(cpuCoresLimit)]),
    ...(memoryBytesLimit === undefined ? [] : [bytesWords(memoryBytesLimit)]),
  ];
  return words.length > 0 ? words.join(', ') : undefined;
}

/** For rows that came and could not be read: the page is older or newer than the server. */
export function unreadableWords(n: number): string {
  return `${count(n, 'row')} could not be read: this page and the server are of different versions. Reload the page.`;
}
