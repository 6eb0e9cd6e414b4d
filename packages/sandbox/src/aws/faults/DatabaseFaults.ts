import { LastingFaults } from '../../loopback/LastingFaults';
import { SandboxError } from '../../SandboxError';
import { AwsError } from '../AwsError';
import type { AwsRegion } from '../world/AwsRegion';
import type { AwsWorld } from '../world/AwsWorld';

/** Those that last until they end, and those that are done once. */
export const DATABASE_FAULTS = [
  'no-data',
  'stale-backups',
  'storage-full',
  'failover',
  'delete',
  'rename',
] as const;
export type DatabaseFault = (typeof DATABASE_FAULTS)[number];

/** What is wrong with one cluster or instance of a Region. */
export class DatabaseFaults {
  private readonly lasting = new Map<string, LastingFaults<DatabaseFault>>();
  private readonly undo = new Map<string, () => void>();

  constructor(
    private readonly world: () => AwsWorld,
    private readonly now: () => number,
  ) {}

  /** Of every cluster and instance, `<region>/<id>`. */
  targets(): string[] {
    return this.world().places.flatMap(region => idsOf(region).map(id => `${region.name}/${id}`));
  }

  /** @throws SandboxError where the database has no such fault */
  of(target: string): { inject(fault: { fault: DatabaseFault; seconds?: number }): void; clear(): void } {
    const lasting = this.lastingOf(target);
    return {
      inject: fault => {
        const [region, id] = this.find(target);
        if (fault.fault === 'failover') attempt(() => failover(region, id));
        else if (fault.fault === 'delete') attempt(() => region.remove(id));
        else if (fault.fault === 'rename') attempt(() => region.rename(id, `${id}-renamed`));
        else lasting.inject(fault);
      },
      clear: () => lasting.clear(),
    };
  }

  /** Has the databases of a Region do, or be done with, what a fault of the whole Region says. */
  obeyRegion(name: string, fault: 'no-data' | 'stale-backups', isOn: boolean): void {
    for (const region of this.world().places.filter(each => each.name === name)) {
      this.switch(`${region.account}/${name}/${fault}`, isOn, () => begin(fault, region, this.now));
    }
  }

  clear(): void {
    for (const faults of this.lasting.values()) faults.clear();
    this.lasting.clear();
    this.undo.clear();
  }

  private lastingOf(target: string): LastingFaults<DatabaseFault> {
    const known = this.lasting.get(target);
    if (known) return known;
    const made: LastingFaults<DatabaseFault> = new LastingFaults(() => this.obey(target, made));
    this.lasting.set(target, made);
    return made;
  }

  private obey(target: string, faults: LastingFaults<DatabaseFault>): void {
    for (const fault of ['no-data', 'stale-backups', 'storage-full'] as const) {
      this.switch(`${target}/${fault}`, faults.has(fault), () => {
        const [region, id] = this.find(target);
        return begin(fault, region, this.now, id);
      });
    }
  }

  private switch(key: string, isOn: boolean, start: () => () => void): void {
    const end = this.undo.get(key);
    if (isOn && !end) this.undo.set(key, start());
    if (isOn || !end) return;
    this.undo.delete(key);
    end();
  }

  private find(target: string): [AwsRegion, string] {
    const [name, id = ''] = target.split('/');
    const region = this.world().places.find(each => each.name === name && idsOf(each).includes(id));
    if (region) return [region, id];
    throw new SandboxError(`There is no database ${id} in ${name}.`);
  }
}

function idsOf({ clusters, instances }: AwsRegion): string[] {
  return [...clusters, ...instances].map(({ id }) => id);
}

/** @param id of one cluster or instance; all when left out. Returns what ends it. */
function begin(
  fault: 'no-data' | 'stale-backups' | 'storage-full',
  region: AwsRegion,
  now: () => number,
  id?: string,
): () => void {
  const { clusters, databases, measurements } = region;
  const members = clusters.find(cluster => cluster.id === id)?.members.map(member => member.id);
  if (fault === 'no-data') {
    const ends = (members ?? [id]).map(each => measurements.blackOut(now, each));
    return () => ends.forEach(end => end());
  }
  const own = databases.filter(({ instance }) => id === undefined || instance.id === id);
  if (fault === 'storage-full') {
    if (own.length === 0) throw new SandboxError(`${id} has no volume of its own that could become full.`);
    for (const database of own) database.flood(true);
    return () => own.forEach(database => database.flood(false));
  }
  const stopped = [...own, ...clusters.filter(cluster => id === undefined || cluster.id === id)];
  for (const { backups } of stopped) backups.stop(now());
  return () => stopped.forEach(({ backups }) => backups.goOn(now()));
}

/** @throws SandboxError with what AWS would refuse it by */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    throw error instanceof AwsError ? new SandboxError(error.message) : error;
  }
}

function failover({ clusters, databases }: AwsRegion, id: string): void {
  const cluster = clusters.find(each => each.id === id || each.members.some(member => member.id === id));
  if (cluster) cluster.failover();
  else databases.find(({ instance }) => instance.id === id)?.reboot(true);
}
