import { claim, sleep } from './measure';
import { openMany, portalStream, type Topic } from './OpenStream';
import { setting } from './setting';
import { counted } from './upstream';

/** Shows what the clusters are asked for in steady state, for 1 … 1,000 pages with these topics, and claims what must hold. */
export async function steadyViewers(topics: readonly Topic[], seconds: number): Promise<void> {
  const { portal, token } = setting();
  const target = portalStream(portal, token, topics);
  for (const viewers of [1, 10, 100, 1000]) {
    const streams = await openMany(viewers, target, () => {});
    await sleep(2000);
    const { lists, measurements, openWatches, openByResource } = await counted(() => sleep(seconds * 1000));
    streams.forEach(stream => stream.close());
    console.log(
      `${String(viewers).padStart(5)} viewers, ${seconds} s: ${lists} LISTs, at most ${openWatches} open watch for a (cluster, resource)`,
    );
    console.log(`      open watches of a cluster at most: ${openByResource.join(', ')}`);
    console.log(`      asks of the metrics API, which has no watch: ${measurements}`);
    claim(`${viewers} viewers: no LIST`, lists === 0);
    claim(`${viewers} viewers: one watch for each (cluster, resource)`, openWatches === 1);
  }
}
