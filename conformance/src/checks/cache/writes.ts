import type { Api } from '../../Api';
import { core } from '../../CheckContext';
import { sleep } from '../../eventually';
import { serviceObject } from '../../rollouts/manifests';

/** Chance that comes out the same for the same seed: a linear congruence, as good as this needs. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Creates, changes and deletes Services at random, now slowly, now as fast as it goes.
 * A server that is broken on purpose may refuse any of it.
 */
export async function writeAtRandom(
  api: Api,
  namespace: string,
  { seed, writes }: { seed: number; writes: number },
): Promise<void> {
  const next = chance(seed);
  const path = core({ namespace }, 'services');
  for (let index = 0; index < writes; index++) {
    const name = `s${next(8)}`;
    const act = next(4);
    const answered = act === 0 ? remove(api, path, name) : put(api, path, name, String(index));
    await answered.catch(() => {});
    if (next(5) === 0) {
      await sleep(next(120));
    }
  }
}

function remove(api: Api, path: string, name: string) {
  return api.ask({ method: 'DELETE', path: `${path}/${name}` });
}

async function put(api: Api, path: string, name: string, value: string): Promise<void> {
  const made = await api.ask({ method: 'POST', path, body: serviceObject(name, value) });
  if (made.status === 409) {
    const body = { spec: { selector: { app: value } } };
    await api.ask({
      method: 'PATCH',
      path: `${path}/${name}`,
      body,
      contentType: 'application/merge-patch+json',
    });
  }
}
