import type { AuroraCluster } from './AuroraCluster';
import type { AuroraPlan, RdsPlan } from './plans';
import { chance, hashOf } from './noise';

export type InstanceStatus =
  'available' | 'rebooting' | 'storage-full' | 'backing-up' | 'renaming' | 'deleting' | 'upgrading';

/** The time for which an instance had a name; `to` is open while it has it. */
export interface NameSpan {
  id: string;
  from: number;
  to?: number;
}

/** A database server: a member of an Aurora cluster, or one with its standby in another zone. */
export class DbInstance {
  status: InstanceStatus = 'available';
  /** Wall times at which its engine started, in order. */
  readonly starts: number[];
  /** What its noise depends on: its first name, whatever it is called later. */
  readonly key: number;
  readonly resourceId: string;
  readonly names: NameSpan[];

  constructor(
    id: string,
    readonly plan: AuroraPlan | RdsPlan,
    readonly made: {
      seed: number;
      createdAt: number;
      zone: string;
      standbyZone?: string;
      tier?: number;
      cluster?: AuroraCluster;
    },
  ) {
    this.key = hashOf(`${made.seed}/${plan.region}/${id}`);
    this.resourceId = `db-${letters(this.key, 26)}`;
    this.names = [{ id, from: made.createdAt }];
    this.starts = [made.createdAt];
    this.zone = made.zone;
    this.standbyZone = made.standbyZone;
  }

  zone: string;
  standbyZone: string | undefined;

  get id(): string {
    return this.names.at(-1)?.id ?? '';
  }

  get cluster(): AuroraCluster | undefined {
    return this.made.cluster;
  }

  get createdAt(): number {
    return this.made.createdAt;
  }

  get tier(): number {
    return this.made.tier ?? 1;
  }

  rename(id: string, now: number): void {
    const last = this.names.at(-1);
    if (last) last.to = now;
    this.names.push({ id, from: now });
  }

  /** The engine was started anew. */
  started(now: number): void {
    this.starts.push(now);
  }

  /** Seconds since the engine started last, at that moment. */
  uptimeAt(moment: number): number {
    const start = this.starts.findLast(at => at <= moment) ?? this.createdAt;
    return Math.max(0, (moment - start) / 1_000);
  }

  /** When it fell over to the other zone or restarted, from its history: of the last such before a moment. */
  lastStart(moment: number): number {
    return this.starts.findLast(at => at <= moment) ?? this.createdAt;
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An id as RDS gives them to resources, the same for the same key. */
export function letters(key: number, length: number): string {
  return Array.from({ length }, (_, index) => alphabet[Math.floor(chance(key, index) * 32)]).join('');
}
