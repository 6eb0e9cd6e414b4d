import { isDeepStrictEqual } from 'node:util';
import type { PodRow, RowChange } from '@greenroom/cluster-access';
import {
  type ClusterAutoscalerStatus,
  isSilent,
  remembered,
  Restarts,
  type Scaling,
  together,
} from '../reading';
import type { Claimed } from './Claimed';
import type { ClusterObjects } from './ClusterObjects';
import { type ClusterUsage, NO_USAGE } from './ClusterUsage';
import type { Findings } from './Findings';
import { labelsOf } from './labelsOf';
import { Onsets } from './Onsets';
import { PodTally } from './PodTally';
import { type Around, readUnit } from './readUnit';
import { Strays } from './Strays';
import type { Touched } from './Touched';
import { linkId, type Unit } from './units';

export interface UnitReaderOptions {
  objects: ClusterObjects;
  claimed: Claimed;
  findings: Findings;
  touched: Touched;
}

/** What follows from what was read of a unit. */
export interface UnitRead {
  /** It has a row of its own, or had one. */
  hasRow: boolean;
  /** Ids of sections that it left or joined. */
  sections: readonly string[];
  /** Other people own something than before. */
  readers: boolean;
}

/** A pod that something keeps is in that one's row. */
const ordinary: UnitRead = { hasRow: false, sections: [], readers: false };

/** Reads units of a cluster, and keeps what they are read from besides the objects: sums, and what was seen over time. */
export class UnitReader {
  readonly objects: ClusterObjects;
  readonly strays: Strays;
  readonly tally = new PodTally();
  readonly restarts = new Restarts();
  readonly scalings = new Map<string, readonly Scaling[]>();
  serverVersion: string | undefined;
  nodeGroups: ClusterAutoscalerStatus | undefined;
  usage: ClusterUsage = NO_USAGE;
  /** Everything of the cluster was read before, and what happens in it is told as it happens. */
  isSeen = false;
  readonly #options: UnitReaderOptions;
  readonly #onsets = new Onsets();
  /** Names of nodes that do not answer. */
  readonly #silent = new Set<string>();

  constructor(options: UnitReaderOptions) {
    this.#options = options;
    this.objects = options.objects;
    this.strays = new Strays(options.objects);
  }

  /** What is read from. */
  get around(): Around {
    const { objects, strays, tally, restarts, scalings, serverVersion, nodeGroups, usage } = this;
    return { objects, strays, tally, restarts, scalings, serverVersion, nodeGroups, usage };
  }

  /** What the Cluster Autoscaler says; `undefined` where it says nothing. */
  hear(nodeGroups: ClusterAutoscalerStatus | undefined): void {
    if (!isDeepStrictEqual(nodeGroups, this.nodeGroups)) {
      this.nodeGroups = nodeGroups;
      this.#options.touched.add({ kind: 'NodeGroups', key: '' });
    }
  }

  /** A pod came, changed or went: what it belongs to reads otherwise. */
  onPod({ row, before }: RowChange<PodRow>): void {
    [row, before].forEach(pod => pod && this.#touchOwner(pod.owner));
    if (before && !row) {
      this.restarts.forget(before.uid);
    }
  }

  /** @param id - its `unitId` */
  read(unit: Unit, id: string, now: number): UnitRead {
    const { findings } = this.#options;
    if (unit.kind === 'Pod') {
      return this.#readPod(unit, id, now) ? { hasRow: true, ...this.#join(unit, id) } : ordinary;
    }
    if (unit.kind === 'HorizontalPodAutoscaler') {
      this.#remember(unit.key, now);
    }
    if (unit.kind === 'Node') {
      this.#listenTo(unit.key);
    }
    const reading = readUnit(unit, this.around, now);
    findings.put(id, this.#onsets.date(id, reading, now, this.isSeen));
    return { hasRow: true, ...this.#join(unit, id) };
  }

  #join(unit: Unit, id: string): { sections: readonly string[]; readers: boolean } {
    const { findings, claimed } = this.#options;
    const isKept = unit.kind === 'Pod' && !this.strays.has(unit.key);
    const joined = claimed.put(id, isKept ? undefined : labelsOf(unit, this.objects));
    if (joined.sections.length > 0) {
      findings.touch(id);
    }
    return joined;
  }

  /** Whether it has a row of its own, or had one. */
  #readPod(unit: Unit, id: string, now: number): boolean {
    const { findings, touched } = this.#options;
    const pod = this.objects.pods.get(unit.key);
    if (pod && pod.restarts > 0) {
      this.restarts.observe(pod, now);
    }
    const reading = readUnit(unit, this.around, now);
    const before = this.tally.stateOf(unit.key);
    const { homeless } = this.tally;
    const nodes = this.tally.apply(unit.key, pod, reading?.findings ?? []);
    if (this.tally.homeless !== homeless) {
      this.objects.touchBringers();
    }
    const { concerns, until } = this.strays.observe(unit.key, now);
    findings.put(id, reading && together([reading, { findings: [], until }]));
    for (const node of nodes) {
      touched.add({ kind: 'Node', key: node });
      touched.add({ kind: 'Room', key: '' });
    }
    if (pod && this.tally.stateOf(unit.key) !== before) {
      this.#touchOwner(pod.owner);
    }
    return concerns;
  }

  #touchOwner(owner: string | undefined): void {
    const link = this.objects.joins.ownerOf({ owner });
    if (link) {
      this.#options.touched.addId(linkId(link));
    }
  }

  /** What a node says of its pods is believed, or no longer: they read otherwise. */
  #listenTo(name: string): void {
    const node = this.objects.nodes.get(name);
    const silent = node !== undefined && isSilent(node);
    if (silent === this.#silent.has(name)) {
      return;
    }
    if (silent) {
      this.#silent.add(name);
    } else {
      this.#silent.delete(name);
    }
    for (const [key, pod] of this.objects.pods.rows()) {
      if (pod.node === name) {
        this.#options.touched.add({ kind: 'Pod', key });
      }
    }
  }

  #remember(key: string, now: number): void {
    const row = this.objects.autoscalers.get(key);
    if (row) {
      const scaling = { at: now, desired: row.desired };
      this.scalings.set(key, remembered(this.scalings.get(key) ?? [], scaling));
    } else {
      this.scalings.delete(key);
    }
  }
}
