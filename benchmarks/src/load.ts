import http from 'node:http';
import { sleep } from './measure';

/** One request of a page: a POST where it has a body. */
export interface ViewTarget {
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** What many views were like. */
export interface Load {
  /** Milliseconds of each that was answered; Infinity of each that was refused or not answered. */
  times: number[];
  /** On the wire, of the last. */
  bytes: number;
  /** From the first question to the last answer. */
  seconds: number;
}

/** Viewers who look again as soon as they have seen; those of the last looks are waited for. */
export async function closedLoop(target: ViewTarget, viewers: number, seconds: number): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: viewers });
  const load: Load = { times: [], bytes: 0, seconds: 0 };
  const began = performance.now();
  await Promise.all(
    Array.from({ length: viewers }, async () => {
      while (performance.now() - began < seconds * 1000) {
        const asked = performance.now();
        const bytes = await seen(target, agent);
        load.bytes = bytes ?? load.bytes;
        load.times.push(bytes === undefined ? Infinity : performance.now() - asked);
      }
    }),
  );
  load.seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return load;
}

/**
 * Viewers who come at a steady rate, however long others wait. Times are from when a viewer came.
 * @param patience seconds after the last has come, until those who still wait are told as not answered
 */
export async function openLoop(
  target: ViewTarget,
  perSecond: number,
  seconds: number,
  patience = 60,
): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true });
  const load: Load = { times: [], bytes: 0, seconds: 0 };
  const began = performance.now();
  const views: Promise<void>[] = [];
  const count = perSecond * seconds;
  for (let n = 0; n < count; n += 1) {
    const due = began + (n * 1000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    views.push(
      seen(target, agent).then(bytes => {
        load.bytes = bytes ?? load.bytes;
        load.times.push(bytes === undefined ? Infinity : performance.now() - due);
      }),
    );
  }
  await Promise.race([Promise.all(views), sleep(patience * 1000)]);
  load.seconds = (performance.now() - began) / 1000;
  agent.destroy();
  const late = Array.from({ length: count - load.times.length }, () => Infinity);
  return { ...load, times: [...load.times, ...late] };
}

/** Milliseconds until one view is answered; `undefined` where it is not within so many seconds. */
export async function viewTime(target: ViewTarget, seconds: number): Promise<number | undefined> {
  const asked = performance.now();
  const agent = new http.Agent();
  const time = view(target, agent).then(() => performance.now() - asked);
  const found = await Promise.race([time, sleep(seconds * 1000)]);
  agent.destroy();
  return typeof found === 'number' ? found : undefined;
}

/** Views that somebody saw something in. */
export function answered({ times }: Load): number {
  return times.filter(Number.isFinite).length;
}

/** Bytes of a view; `undefined` where it was refused, after a moment: nobody asks again at once. */
async function seen(target: ViewTarget, agent: http.Agent): Promise<number | undefined> {
  try {
    return await view(target, agent);
  } catch (error) {
    console.log(`  a view failed: ${String(error)}`);
    await sleep(100);
    return undefined;
  }
}

/**
 * One view, read to its end as it comes.
 * @returns its bytes, headers left out
 * @throws RangeError for any answer but 200
 */
export async function view(target: ViewTarget, agent?: http.Agent): Promise<number> {
  let bytes = 0;
  await read(target, 'gzip', chunk => (bytes += chunk.length), agent);
  return bytes;
}

/** What one view is answered, as text that was never compressed. @throws RangeError for any answer but 200 */
export async function text(target: ViewTarget): Promise<string> {
  const chunks: Buffer[] = [];
  await read(target, 'identity', chunk => chunks.push(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function read(
  { url, headers, body }: ViewTarget,
  encoding: 'gzip' | 'identity',
  onChunk: (chunk: Buffer) => void,
  agent?: http.Agent,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = {
      method: body === undefined ? 'GET' : 'POST',
      agent,
      headers: { ...headers, 'accept-encoding': encoding },
    };
    const request = http.request(url, options, response => {
      response.on('data', onChunk);
      response.on('error', reject);
      response.on('end', () =>
        response.statusCode === 200
          ? resolve()
          : reject(new RangeError(`${url} answered ${response.statusCode}`)),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
