import { type VerdictState, verdictStateSchema } from '@greenroom/plugin-portal-common';
import { remembered } from '@greenroom/plugin-portal-react';
import { type RolloutRow, rolloutRowSchema } from '@greenroom/plugin-rollouts-common';

/** What the table of all rollouts is narrowed to. An empty list narrows nothing. */
export interface Filters {
  text: string;
  clusters: readonly string[];
  owners: readonly string[];
  services: readonly string[];
  states: readonly VerdictState[];
  strategies: readonly RolloutRow['strategy'][];
}

export const noFilters: Filters = {
  text: '',
  clusters: [],
  owners: [],
  services: [],
  states: [],
  strategies: [],
};

/** Owners of entities by entity ref, as the catalog knows them. */
export type Owners = ReadonlyMap<string, readonly string[]>;

/** Reads filters from the address of the page; what is not a state or a strategy is left out. */
export function readFilters(params: URLSearchParams): Filters {
  const strategy = rolloutRowSchema.shape.strategy;
  return {
    text: params.get('q') ?? '',
    clusters: params.getAll('cluster'),
    owners: params.getAll('owner'),
    services: params.getAll('service'),
    states: params.getAll('state').flatMap(value => verdictStateSchema.safeParse(value).data ?? []),
    strategies: params.getAll('strategy').flatMap(value => strategy.safeParse(value).data ?? []),
  };
}

/** The other way; parameters that are no filters stay as they are. */
export function writeFilters(filters: Filters, params: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(params);
  const set = (name: string, values: readonly string[]) => {
    written.delete(name);
    values.filter(Boolean).forEach(value => written.append(name, value));
  };
  set('q', [filters.text]);
  set('cluster', filters.clusters);
  set('owner', filters.owners);
  set('service', filters.services);
  set('state', filters.states);
  set('strategy', filters.strategies);
  return written;
}

export function isFiltered(filters: Filters): boolean {
  return writeFilters(filters, new URLSearchParams()).size > 0;
}

/** Everything of a row that somebody may look for by typing. Rows are looked at again at each change of any of them. */
const searchText = remembered((row: RolloutRow) =>
  [
    row.cluster,
    row.namespace,
    row.name,
    row.entityRef,
    row.activeTag,
    row.previewTag,
    row.activeRevision,
    row.previewRevision,
    row.sentence,
  ]
    .join('\n')
    .toLocaleLowerCase('en'),
);

const within = <T>(chosen: readonly T[], value: T | undefined) =>
  chosen.length === 0 || (value !== undefined && chosen.includes(value));

/** A question to ask of each row. Every typed word has to be somewhere in it. */
export function rowFilter(filters: Filters, owners: Owners): (row: RolloutRow) => boolean {
  const words = filters.text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  const ownedBy = (row: RolloutRow) =>
    filters.owners.length === 0 ||
    (owners.get(row.entityRef ?? '') ?? []).some(owner => filters.owners.includes(owner));
  return row =>
    within(filters.clusters, row.cluster) &&
    within(filters.states, row.verdict.state) &&
    within(filters.strategies, row.strategy) &&
    within(filters.services, row.entityRef) &&
    ownedBy(row) &&
    (words.length === 0 || words.every(word => searchText(row).includes(word)));
}
