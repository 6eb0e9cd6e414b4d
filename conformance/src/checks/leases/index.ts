import type { VaultCheck } from '../../vault/VaultTarget';
import { actingChecks } from './acting';
import { clusterChecks } from './cluster';
import { namespaceChecks } from './namespaces';
import { readingChecks } from './reading';

/** The portal's own sight of a Vault and its operator there, signed in with the documented policies. What breaks nodes comes last. */
export const leasesChecks: readonly VaultCheck[] = [
  ...readingChecks,
  ...actingChecks,
  ...namespaceChecks,
  ...clusterChecks,
];
