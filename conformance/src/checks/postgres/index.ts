import type { PostgresCheck } from '../../postgres/PostgresTarget';
import { answerChecks } from './answers';
import { catalogueChecks } from './catalogue';
import { failoverChecks } from './failover';
import { pgpoolChecks } from './pgpool';
import { protocolChecks } from './protocol';
import { refusalChecks } from './refusals';

/** Everything about PostgreSQL and pgpool; what breaks them comes last. */
export const postgresChecks: readonly PostgresCheck[] = [
  ...protocolChecks,
  ...refusalChecks,
  ...answerChecks,
  ...catalogueChecks,
  ...pgpoolChecks,
  ...failoverChecks,
];
