import type { MissingPermission } from '@greenroom/plugin-portal-common';
import type { Fault } from './faults';

export type Capability = 'read' | 'list' | 'update' | 'sudo';

/** What a request needs of the policy of who makes it. */
export interface Right {
  /** As the policy has it: `sys/leases/lookup/database/*`. */
  path: string;
  capabilities: readonly Capability[];
  /** What it is for: `list the leases of database`. */
  text: string;
}

/** The line to copy. */
export function missingRight({ path, capabilities, text }: Right): MissingPermission {
  const list = capabilities.map(capability => JSON.stringify(capability)).join(', ');
  return { text, rule: `path ${JSON.stringify(path)} { capabilities = [${list}] }` };
}

export function policyFault(right: Right): Fault {
  return {
    kind: 'policy',
    text: `does not allow the portal to ${right.text}`,
    cure: 'Add the line to the policy of this identity: docs/vault has all of them.',
    missing: missingRight(right),
  };
}
