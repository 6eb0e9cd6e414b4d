import { StatusError } from '../StatusError';
import type { ManagedFieldsEntry } from '../types';
import { pathsOf } from './fieldSet';
import type { Conflict } from './managers';

/** What who applies is told when fields belong to others. */
export function applyConflict(conflicts: readonly Conflict[], version?: string): StatusError {
  const found = conflicts.flatMap(({ entry, fields }) =>
    pathsOf(fields).map(path => ({ manager: shown(entry, version), path })),
  );
  const causes = found.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${manager}`,
    field: path,
  }));
  return StatusError.of(409, 'Conflict', messageOf(found), { causes });
}

function messageOf(found: { manager: string; path: string }[]): string {
  const [first] = found;
  if (found.length === 1 && first) {
    return `Apply failed with 1 conflict: conflict with ${first.manager}: ${first.path}`;
  }
  const managers = [...new Set(found.map(({ manager }) => manager))].sort();
  const told = managers.map(manager => {
    const paths = found.filter(each => each.manager === manager).map(({ path }) => `- ${path}`);
    return [`conflicts with ${manager}:`, ...paths].join('\n');
  });
  return `Apply failed with ${found.length} conflicts: ${told.join('\n')}`;
}

function shown({ manager, subresource, operation, apiVersion }: ManagedFieldsEntry, version = apiVersion) {
  const through = subresource ? ` with subresource ${JSON.stringify(subresource)}` : '';
  return `${JSON.stringify(manager)}${through}${operation === 'Update' ? ` using ${version}` : ''}`;
}
