import { at, isObject } from '../../json';
import { selectorText } from '../../selectors';
import type { KubeObject } from '../../types';
import { ageOf } from './duration';

export type Cell = string | number | boolean | null;

/** One column of what `kubectl get` prints. */
export interface Column {
  name: string;
  type?: string;
  format?: string;
  description?: string;
  /** Only with `-o wide`. */
  wide?: boolean;
  cell(object: KubeObject, now: number): Cell;
}

export const nameColumn: Column = {
  name: 'Name',
  format: 'name',
  description:
    'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names',
  cell: object => object.metadata.name,
};

export const ageColumn: Column = {
  name: 'Age',
  cell: (object, now) => ageOf(object.metadata.creationTimestamp, now),
};

export const createdAt: Column = {
  name: 'Created At',
  type: 'date',
  cell: object => object.metadata.creationTimestamp,
};

/** A number or text at a path, with what stands there when it is absent. */
export function field(name: string, path: string, absent: Cell = '', more: Partial<Column> = {}): Column {
  const keys = path.split('.');
  return { name, cell: object => plain(at(object, ...keys)) ?? absent, ...more };
}

export function integer(name: string, path: string): Column {
  return field(name, path, 0, { type: 'integer' });
}

export function wide(column: Column): Column {
  return { ...column, wide: true };
}

export function plain(value: unknown): Cell | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Containers and images of a pod template, as `-o wide` shows them. */
export function templateColumns(path: string): Column[] {
  const containers = (object: KubeObject) => list(at(object, ...path.split('.'), 'spec', 'containers'));
  const joined = (name: string) => (object: KubeObject) =>
    containers(object)
      .map(container => String(at(container, name) ?? ''))
      .join(',');
  return [
    { name: 'Containers', wide: true, cell: joined('name') },
    { name: 'Images', wide: true, cell: joined('image') },
  ];
}

export const selectorColumn: Column = {
  name: 'Selector',
  wide: true,
  cell: object => selectorCell(at(object, 'spec', 'selector')),
};

export function selectorCell(selector: unknown): string {
  if (!isObject(selector)) return '<none>';
  const isPlain = !('matchLabels' in selector) && !('matchExpressions' in selector);
  return selectorText(isPlain ? { matchLabels: texts(selector) } : selector) || '<none>';
}

function texts(value: object): Record<string, string> {
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}
