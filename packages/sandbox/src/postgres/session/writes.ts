import type { Node } from 'libpg-query';

const commands: Readonly<Record<string, string>> = {
  InsertStmt: 'INSERT',
  UpdateStmt: 'UPDATE',
  DeleteStmt: 'DELETE',
  MergeStmt: 'MERGE',
  CreateStmt: 'CREATE TABLE',
  CreateTableAsStmt: 'CREATE TABLE AS',
  IndexStmt: 'CREATE INDEX',
  ViewStmt: 'CREATE VIEW',
  CreateSchemaStmt: 'CREATE SCHEMA',
  CreateRoleStmt: 'CREATE ROLE',
  AlterRoleStmt: 'ALTER ROLE',
  CreateExtensionStmt: 'CREATE EXTENSION',
  CreatedbStmt: 'CREATE DATABASE',
  DropdbStmt: 'DROP DATABASE',
  AlterTableStmt: 'ALTER TABLE',
  DropStmt: 'DROP TABLE',
  DropRoleStmt: 'DROP ROLE',
  TruncateStmt: 'TRUNCATE TABLE',
  GrantStmt: 'GRANT',
  GrantRoleStmt: 'GRANT ROLE',
  CopyStmt: 'COPY FROM',
  VacuumStmt: 'VACUUM',
  AlterSystemStmt: 'ALTER SYSTEM',
  CheckPointStmt: 'CHECKPOINT',
};

/** How PostgreSQL calls a statement that changes something; `undefined` for all others. */
export function commandOf(node: Node): string | undefined {
  return commands[Object.keys(node)[0] ?? ''];
}
