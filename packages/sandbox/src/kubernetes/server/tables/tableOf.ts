import { at } from '../../json';
import { groupResource } from '../../StatusError';
import { storageKey } from '../../resources/ResourceRegistry';
import type { KubeObject, PrinterColumn, ResourceDefinition } from '../../types';
import { ageColumn, nameColumn, plain, type Cell, type Column } from './columns';
import { ageOf } from './duration';
import { eventColumns } from './eventColumns';
import { otherColumns } from './otherColumns';
import { podColumns } from './podColumns';
import { storageColumns } from './storageColumns';
import { workloadColumns } from './workloadColumns';

/** What the rows of a Table carry beside their cells. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableOptions {
  definition: ResourceDefinition;
  includeObject: IncludeObject;
  /** Milliseconds since the epoch, for ages. */
  now: number;
}

/** `meta.k8s.io/v1 Table`: objects as `kubectl get` prints them. @param header false in a watch after the first */
export function tableOf(
  objects: readonly KubeObject[],
  metadata: object,
  options: TableOptions,
  header = true,
): object {
  const columns = columnsOf(options.definition);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: header ? columns.map(columnDefinition) : null,
    rows: objects.map(object => ({
      cells: columns.map(column => column.cell(object, options.now)),
      ...rowObject(object, options.includeObject),
    })),
  };
}

/** An object with nothing but its metadata. */
export function partialObject(object: KubeObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

function rowObject(object: KubeObject, include: IncludeObject): object {
  if (include === 'None') return { object: null };
  return { object: include === 'Object' ? object : partialObject(object) };
}

function columnDefinition({
  name,
  type = 'string',
  format = '',
  description = '',
  wide: isWide,
}: Column): object {
  return { name, type, format, description, priority: isWide ? 1 : 0 };
}

function columnsOf(definition: ResourceDefinition): Column[] {
  if (definition.columns) return [nameColumn, ...definition.columns.map(customColumn)];
  const key = groupResource(definition);
  if (key === 'pods') return podColumns;
  if (storageKey(definition) === 'events') return eventColumns;
  return workloadColumns[key] ?? storageColumns[key] ?? otherColumns[key] ?? [nameColumn, ageColumn];
}

function customColumn({ name, type, jsonPath, description, priority }: PrinterColumn): Column {
  const path = jsonPath.split('.').filter(part => part !== '');
  return {
    name,
    type,
    ...(description && { description }),
    wide: (priority ?? 0) > 0,
    cell: (object, now) => customCell(at(object, ...path), type, now),
  };
}

function customCell(value: unknown, type: string, now: number): Cell {
  if (value === undefined || value === null) return null;
  if (type === 'date') return ageOf(value, now);
  return plain(value) ?? JSON.stringify(value);
}
