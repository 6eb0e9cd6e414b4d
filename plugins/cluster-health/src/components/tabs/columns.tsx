import { type DataColumn, type RowChoice, textColumn } from '@greenroom/plugin-portal-react';

interface Placed {
  namespace?: string;
}

const namespaceOf = ({ namespace }: Placed) => namespace;

/** Rows can be narrowed to some namespaces. */
export const inNamespace: RowChoice<Placed> = { name: 'Namespace', by: 'namespace', of: namespaceOf };

/** Where a row is. */
export const namespaceColumn: DataColumn<Placed> = textColumn(
  { name: 'Namespace', by: 'namespace', width: 'minmax(90px, 0.8fr)' },
  namespaceOf,
);
