import { isError } from '@backstage/errors';
import type { GitAccess } from '@greenroom/git-access';
import type { Made, Plan } from '@greenroom/plugin-golden-paths-common';
import type { PathsConfig } from '../config';
import { ChangeRequestThing } from './ChangeRequestThing';
import { CommitThing } from './CommitThing';
import { type LocationDeps, LocationThing } from './LocationThing';
import { RepositoryThing } from './RepositoryThing';
import type { Thing } from './Thing';

export interface ThingsDeps extends LocationDeps {
  git: Pick<GitAccess, 'repository'>;
  config: PathsConfig;
}

/**
 * All that a plan names, in the order of an undo: what others see first. The Applications go before the repository that
 * they are made from, since Argo CD takes away what it runs only while it can read that.
 */
export function thingsOf({ git, config, ...catalog }: ThingsDeps, plan: Plan): Thing[] {
  const repositories = plan.repositories.map(
    ({ url }) => new RepositoryThing(git.repository(url), plan.runs, config.publisher.kind),
  );
  const [code] = repositories;
  return [
    ...plan.locations.map(url => new LocationThing(catalog, url, async () => !(await code?.isOthers()))),
    ...plan.changeRequests.map(one => new ChangeRequestThing(git.repository(one.repository), one, plan.runs)),
    ...plan.commits.map(one => new CommitThing(git.repository(one.repository), one, plan.runs)),
    ...repositories.reverse(),
  ];
}

/** What there is of each now: `there` is how it is called while it is there. */
export async function inspect(things: readonly Thing[], there: 'made' | 'remains'): Promise<Made[]> {
  const found = await Promise.all(things.map(thing => inspectOne(thing, there)));
  return found.flat();
}

async function inspectOne(thing: Thing, there: 'made' | 'remains'): Promise<Made[]> {
  try {
    return (await thing.isThere()) ? [made(thing, there)] : [];
  } catch (error) {
    return [made(thing, 'unknown', error)];
  }
}

/** Takes all away, one after the other; what can not be taken away holds up nothing else. */
export async function undo(things: readonly Thing[]): Promise<Made[]> {
  const results: Made[] = [];
  for (const thing of things) {
    results.push(...(await undoOne(thing)));
  }
  return results;
}

async function undoOne(thing: Thing): Promise<Made[]> {
  try {
    if (!(await thing.isThere())) {
      return [];
    }
  } catch (error) {
    return [made(thing, 'unknown', error)];
  }
  try {
    return [made(thing, 'undone', await thing.remove())];
  } catch (error) {
    return [made(thing, 'remains', error)];
  }
}

function made(thing: Thing, state: Made['state'], why?: unknown): Made {
  const { kind, ref, url, howToRemove } = thing;
  return {
    kind,
    ref,
    ...(url !== undefined && { url }),
    state,
    undone: state === 'undone',
    ...(why !== undefined && { why: isError(why) ? why.message : String(why) }),
    ...(state !== 'undone' && { howToRemove }),
  };
}
