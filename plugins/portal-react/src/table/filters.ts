import { type VerdictState, verdictStateSchema } from '@greenroom/plugin-portal-common';
import type { GridSort } from '../components/table/GridHead';

/** What a table is narrowed to. An empty list narrows nothing. */
export interface TableFilters {
  text: string;
  states: readonly VerdictState[];
  /** What is chosen of each `RowChoice`, by its `by`. */
  chosen: Readonly<Record<string, readonly string[]>>;
}

export const noFilters: TableFilters = { text: '', states: [], chosen: {} };

/** Something of a row that the table can be narrowed to, beside its state. */
export interface RowChoice<T> {
  /** e.g. `Namespace` */
  name: string;
  /** What the address calls it, e.g. `namespace`. */
  by: string;
  /** One value, or several of which each leads to the row. */
  of: (row: T) => string | readonly string[] | undefined;
}

/** What of a row can be asked for. */
export interface Filtered<T> {
  /** Everything that somebody may look for by typing. */
  textOf: (row: T) => string;
  stateOf?: (row: T) => VerdictState;
  choices?: readonly RowChoice<T>[];
}

const noChoices: readonly never[] = [];

/** Reads filters from the address of the page; what is not a state is left out. */
export function readFilters(
  params: URLSearchParams,
  choices: readonly Pick<RowChoice<never>, 'by'>[] = noChoices,
): TableFilters {
  return {
    text: params.get('q') ?? '',
    states: params.getAll('state').flatMap(value => verdictStateSchema.safeParse(value).data ?? []),
    chosen: Object.fromEntries(choices.map(({ by }) => [by, params.getAll(by)])),
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
  Object.entries(filters.chosen).forEach(([by, values]) => set(by, values));
  return written;
}

export function isFiltered({ text, states, chosen }: TableFilters): boolean {
  return text !== '' || states.length > 0 || Object.values(chosen).some(values => values.length > 0);
}

/** Without any; what can be chosen stays in the address' order. */
export function cleared({ chosen }: TableFilters): TableFilters {
  return { ...noFilters, chosen: Object.fromEntries(Object.keys(chosen).map(by => [by, []])) };
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

/** What a row has of a choice. */
export function valuesOf<T>({ of }: RowChoice<T>, row: T): readonly string[] {
  const value = of(row) ?? noChoices;
  return typeof value === 'string' ? [value] : value;
}

/** A question to ask of each row. Every typed word has to be somewhere in it. */
export function rowFilter<T>(filters: TableFilters, of: Filtered<T>): (row: T) => boolean {
  const words = filters.text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  const { states, chosen } = filters;
  const asked = (of.choices ?? noChoices).filter(({ by }) => (chosen[by]?.length ?? 0) > 0);
  return row =>
    (states.length === 0 || !of.stateOf || states.includes(of.stateOf(row))) &&
    asked.every(choice => valuesOf(choice, row).some(value => chosen[choice.by]?.includes(value))) &&
    (words.length === 0 || hasWords(of.textOf(row).toLocaleLowerCase('en'), words));
}

const hasWords = (text: string, words: readonly string[]) => words.every(word => text.includes(word));
