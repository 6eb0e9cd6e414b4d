import { useEntity } from '@backstage/plugin-catalog-react';
import {
  DATABASES_ANNOTATION,
  type DatabaseLine,
  databaseLineSchema,
  databasesOf,
  SERVICE_DATABASES_TOPIC,
} from '@greenroom/plugin-databases-common';
import { type ServiceRows, useServiceRows } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { sourcesOfDatabase } from '../databases/sources';

export interface ServiceDatabases {
  service: ServiceRows<DatabaseLine>;
  /** What the service names and nobody tells of: it is not there, or this person may not see it. */
  absent: readonly string[];
}

/** How the databases are that the service uses whose page this is, worst first. */
export function useServiceDatabases(): ServiceDatabases {
  const { entity } = useEntity();
  const service = useServiceRows(SERVICE_DATABASES_TOPIC, databaseLineSchema, sourcesOfDatabase);
  const named = entity.metadata.annotations?.[DATABASES_ANNOTATION];
  const { rows } = service;
  const absent = useMemo(
    () => databasesOf(named).filter(name => !rows.some(({ row }) => row.name === name || row.id === name)),
    [named, rows],
  );
  return { service, absent };
}
