/** A database of the databases feature: the one of this id, or the only one of this name. */
export type DatabaseRef = { id: string } | { name: string };

/** A connection of an engine whose database the configuration names. */
export interface ConnectedDatabase {
  /** Path of the engine; every engine where it is left out. */
  mount?: string;
  connection: string;
  /** Id. */
  database: string;
}

/** Where a connection leads: as configured, or else to a database that is called the same. Pure. */
export function databaseOf(
  connected: readonly ConnectedDatabase[],
  { mount, connection }: { mount: string; connection: string },
): DatabaseRef {
  const found = connected.find(entry => entry.connection === connection && (entry.mount ?? mount) === mount);
  return found ? { id: found.database } : { name: connection };
}
