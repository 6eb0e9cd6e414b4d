import type { ViewTarget } from './load';
import { sleep } from './measure';

interface Source {
  freshness: string;
}

/** Until a service's health is told of in so many clusters, each of them live. */
export async function untilToldOfInAll({ url, headers }: ViewTarget, clusters: number): Promise<void> {
  for (let left = 240; left > 0; left -= 1) {
    const { items, sources } = await (await fetch(url, { headers })).json();
    if (items?.length === clusters && sources.every(({ freshness }: Source) => freshness === 'live')) {
      return;
    }
    await sleep(500);
  }
  throw new RangeError(`${url} does not tell of ${clusters} live clusters`);
}
