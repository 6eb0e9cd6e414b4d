import { parseEntityRef } from '@backstage/catalog-model';
import { textColumn } from '@greenroom/plugin-portal-react';

interface Used {
  entityRefs: readonly string[];
}

/** Names of the services that get their credentials from a role. */
export function serviceNames({ entityRefs }: Used): string[] {
  return entityRefs.map(ref => parseEntityRef(ref).name);
}

/** The column of them. */
export function servicesColumn<T extends Used>() {
  return textColumn<T>(
    { name: 'Services', by: 'services', width: 'minmax(96px, 1fr)' },
    row => serviceNames(row).join(', ') || undefined,
  );
}
