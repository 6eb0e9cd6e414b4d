import type { ImageBehaviours } from '../controllers/ImageBehaviour';
import { fnv32a } from '../controllers/hashing';
import type { LogLine, PodLogs } from '../kubernetes';

const usual = ['starting', 'listening on :8080'];
/** Between the lines of a start, and at least between those that come while it runs. */
const step = 500;
const pause = 1_500;
/** So many lines a kubelet has before it throws the oldest away. */
const kept = 5_000;

const routes = [
  'GET /',
  'GET /health',
  'GET /api/items',
  'POST /api/items',
  'GET /api/items/41',
  'GET /assets/app.js',
];

/** What containers print: the lines of their image from the start on, and as long as they run a line for a request now and then. */
export function podLogs(images: ImageBehaviours): PodLogs {
  return (run, from, to) => {
    const { logLines, outcome = 'ready' } = images(run.image) ?? {};
    const first = logLines ?? usual;
    const starting = first.map((text, index) => line(run.startedAt + index * step, text));
    const serves = logLines === undefined && outcome === 'ready';
    const begun = starting.filter(({ at }) => at.getTime() >= from && at.getTime() < to);
    if (!serves) return begun;
    return [...begun, ...requests(run.containerID, run.startedAt + first.length * step, from, to)];
  };
}

/** Always the same for a run: nothing is remembered. */
function requests(containerID: string, start: number, from: number, to: number): LogLine[] {
  const period = pause + (fnv32a(containerID) % 4_000);
  const last = Math.ceil((to - start) / period) - 1;
  const first = Math.max(0, Math.ceil((from - start) / period), last - kept);
  const count = Math.max(0, last - first + 1);
  return Array.from({ length: count }, (_, index) => request(containerID, first + index, start, period));
}

function request(containerID: string, index: number, start: number, period: number): LogLine {
  const chance = fnv32a(`${containerID} ${index}`);
  const route = routes[chance % routes.length] ?? '';
  return line(start + index * period, `${route} 200 ${3 + (chance % 180)}ms`);
}

function line(moment: number, text: string): LogLine {
  return { at: new Date(moment), text };
}
