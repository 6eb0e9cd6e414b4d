import { type Pod } from '../pods/podView';
import { indexOf, type Job } from './jobView';

/** Completions of an indexed job, as its status lists them: `1,3-5`. */

export function readIndexes(text: string | undefined): Set<number> {
  const parts = (text ?? '').split(',').filter(part => part !== '');
  return new Set(
    parts.flatMap(part => {
      const [from = 0, to = from] = part.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    }),
  );
}

export function writtenIndexes(indexes: ReadonlySet<number>): string {
  const runs: [from: number, to: number][] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs.map(([from, to]) => writtenRun(from, to)).join(',');
}

/** Two in a row are told one by one. */
function writtenRun(from: number, to: number): string {
  if (from === to) return String(from);
  return to === from + 1 ? `${from},${to}` : `${from}-${to}`;
}

/** Those that succeeded, also by pods that are not counted yet. */
export function succeededIndexes({ spec, status }: Job, pods: Pod[]): Set<number> {
  const found = readIndexes(status.completedIndexes);
  for (const pod of pods) {
    const index = indexOf(pod);
    const inside = index !== undefined && index < (spec.completions ?? 0);
    if (inside && pod.status.phase === 'Succeeded') found.add(index);
  }
  return found;
}

/** The first of those that neither succeeded nor have a pod. */
export function pendingIndexes(job: Job, active: Pod[], done: ReadonlySet<number>, count: number): number[] {
  const taken = new Set(active.map(indexOf));
  const all = Array.from({ length: job.spec.completions ?? 0 }, (_, index) => index);
  return all.filter(index => !done.has(index) && !taken.has(index)).slice(0, count);
}
