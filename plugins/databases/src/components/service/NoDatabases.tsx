import { DATABASES_ANNOTATION } from '@greenroom/plugin-databases-common';
import { NoneSeen } from '@greenroom/plugin-portal-react';

/** No database is this service's; how one becomes so. */
export function NoDatabases({ absent }: { absent: readonly string[] }) {
  return (
    <NoneSeen
      title="No database of this service is to be seen"
      annotation={DATABASES_ANNOTATION}
      absent={absent}
      how="Names or ids of databases are given"
    />
  );
}
