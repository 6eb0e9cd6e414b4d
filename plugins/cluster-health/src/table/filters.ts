import { type VerdictState, verdictStateSchema } from '@greenroom/plugin-portal-common';
import type { GridSort } from '@greenroom/plugin-portal-react';

/** What a table is narrowed to. An empty list narrows nothing. */
export interface TableFilters {
  text: string;
  states: readonly VerdictState[];
  namespaces: readonly string[];
}

export const noFilters: TableFilters = { text: '', states: [], namespaces: [] };

/** Reads filters from the address of the page; what is not a state is left out. */
export function readFilters(params: URLSearchParams): TableFilters {
  return {
    text: params.get('q') ?? '',
    states: params.getAll('state').flatMap(value => verdictStateSchema.safeParse(value).data ?? []),
    namespaces: params.getAll('namespace'),
  };
}

/** The other way; parameters that are no filters stay as they are. */
export function writeFilters(filters: TableFilters, params: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(params);
  const set = (name: string, values: readonly string[]) => {
    written.delete(name);
    values.filter(Boolean).forEach(value => written.append(name, value));
  };
  set('q', [filters.text]);
  set('state', filters.states);
  set('namespace', filters.namespaces);
  return written;
}

export function isFiltered({ text, states, namespaces }: TableFilters): boolean {
  return text !== '' || states.length > 0 || namespaces.length > 0;
}

/** Reads the order from the address: `sort=name` or `sort=-name`; `first` where it names no column. */
export function readSort(params: URLSearchParams, columns: readonly string[], first: string): GridSort {
  const written = params.get('sort') ?? '';
  const by = columns.find(column => column === written.replace(/^-/, ''));
  return { by: by ?? first, descending: by !== undefined && written.startsWith('-') };
}

export function writeSort({ by, descending }: GridSort, params: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(params);
  written.set('sort', `${descending ? '-' : ''}${by}`);
  return written;
}

/** What of a row can be asked for. */
export interface Filtered<T> {
  /** Everything that somebody may look for by typing. */
  textOf: (row: T) => string;
  stateOf?: (row: T) => VerdictState;
  namespaceOf?: (row: T) => string | undefined;
}

/** A question to ask of each row. Every typed word has to be somewhere in it. */
export function rowFilter<T>(filters: TableFilters, of: Filtered<T>): (row: T) => boolean {
  const words = filters.text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  const { states, namespaces } = filters;
  return row =>
    (states.length === 0 || !of.stateOf || states.includes(of.stateOf(row))) &&
    (namespaces.length === 0 || !of.namespaceOf || namespaces.includes(of.namespaceOf(row) ?? '')) &&
    (words.length === 0 || hasWords(of.textOf(row).toLocaleLowerCase('en'), words));
}

const hasWords = (text: string, words: readonly string[]) => words.every(word => text.includes(word));
