import type { NodeState } from '@greenroom/plugin-vault-leases-common';
import { answerIn, errorsIn, healthAnswer, sealAnswer, type SealAnswer } from './answers';
import { type Fault, VaultFault } from './faults';
import { refusalFault } from './refusals';
import type { Told, VaultClient } from './VaultClient';

/** What a node says of itself. */
export interface NodeHealth {
  state: NodeState;
  /** Why it is not reachable, or not known. */
  fault?: Fault;
  version?: string;
  clusterId?: string;
}

/** By the status of `sys/health`: Vault's own table of defaults. */
const states: Readonly<Record<number, NodeState>> = {
  200: 'active',
  429: 'standby',
  472: 'disaster-recovery',
  473: 'performance-standby',
  474: 'standby-without-active',
  501: 'not-initialised',
  503: 'sealed',
  530: 'removed',
};

/** Never throws for what the node does: that is in the answer. */
export async function askHealth(client: VaultClient, signal: AbortSignal): Promise<NodeHealth> {
  try {
    return healthOf(await client.ask({ method: 'GET', path: 'sys/health', isOfServer: true }, signal));
  } catch (error) {
    if (!(error instanceof VaultFault)) {
      throw error;
    }
    return { state: 'not-reachable', fault: error.fault };
  }
}

/** `undefined` where it can not be told. */
export async function askSeal(client: VaultClient, signal: AbortSignal): Promise<SealAnswer | undefined> {
  try {
    const told = await client.ask({ method: 'GET', path: 'sys/seal-status', isOfServer: true }, signal);
    return answerIn(told, sealAnswer);
  } catch (error) {
    if (error instanceof VaultFault) {
      return undefined;
    }
    throw error;
  }
}

export function healthOf(told: Told): NodeHealth {
  const state = states[told.status];
  const read = answerIn(told, healthAnswer);
  if (state !== undefined && read) {
    const { version, clusterId } = read;
    return {
      state,
      ...(version !== undefined && { version }),
      ...(clusterId !== undefined && { clusterId }),
    };
  }
  // The other 429: a quota refuses requests, and says nothing of the node.
  if (told.status === 429 && errorsIn(told).some(text => /quota/.test(text))) {
    return { state: 'quota', fault: refusalFault({ status: told.status, errors: [] }) };
  }
  return {
    state: 'unknown',
    fault: {
      kind: 'misunderstood',
      text: `answers ${told.status}, and not as a Vault does`,
      cure: 'Check that its URL leads to the node itself, and not to what stands before it.',
    },
  };
}
