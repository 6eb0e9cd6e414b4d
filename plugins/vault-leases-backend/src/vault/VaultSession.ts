import type { z } from 'zod';
import { errorsIn, readAnswer } from './answers';
import type { Budget } from './Budget';
import { type FaultKind, VaultFault } from './faults';
import type { Nodes } from './Nodes';
import { policyFault, type Right } from './policies';
import { refusalFault } from './refusals';
import type { SignIn } from './SignIn';
import type { Call, Told, VaultClient } from './VaultClient';

export interface Question extends Omit<Call, 'token'> {
  right: Right;
}

const lookingItselfUp: Right = {
  path: 'auth/token/lookup-self',
  capabilities: ['read'],
  text: 'look its own token up',
};

/** What the next who asks should not believe the same node for. */
const doubtful: ReadonlySet<FaultKind> = new Set([
  'unreachable',
  'silent',
  'sealed',
  'no-leader',
  'standby',
  'not-initialised',
]);

/** One identity of the portal at one Vault, asking the node that leads, within the budget. */
export class VaultSession {
  readonly #nodes: Nodes;
  readonly #budget: Budget;
  readonly #signIn: SignIn;
  /** Before others in the budget. */
  readonly #isUrgent: boolean;
  /** A token that was new and could not look itself up: its policy lacks even that, and another would be no better. */
  #blind: string | undefined;

  constructor(nodes: Nodes, budget: Budget, signIn: SignIn, isUrgent = false) {
    this.#nodes = nodes;
    this.#budget = budget;
    this.#signIn = signIn;
    this.#isUrgent = isUrgent;
  }

  /**
   * @throws VaultFault for everything that is not what was asked for
   * @throws the signal's reason
   */
  async ask<T>(question: Question, of: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    return readAnswer(await this.told(question, signal), of);
  }

  /** The answer as it came, of a success. */
  async told(question: Question, signal: AbortSignal): Promise<Told> {
    const node = await this.#nodes.active(signal);
    const told = await this.#authorised(node, question, signal);
    if (told.status >= 200 && told.status < 300) {
      return told;
    }
    throw this.#met(new VaultFault(refusalFault({ status: told.status, errors: errorsIn(told) })));
  }

  /** Vault tells a dead token and a missing right by the same status: whether the token can look itself up tells them apart. */
  async #authorised(node: VaultClient, { right, ...call }: Question, signal: AbortSignal): Promise<Told> {
    const token = await this.#signIn.token(signal);
    const told = await this.#ask(node, { ...call, token }, signal);
    if (told.status !== 403) {
      return told;
    }
    if (token === this.#blind) {
      throw new VaultFault(policyFault(lookingItselfUp));
    }
    if (await this.#isAlive(node, token, signal)) {
      throw new VaultFault(policyFault(right));
    }
    this.#signIn.forget(token);
    const fresh = await this.#signIn.token(signal);
    const again = await this.#ask(node, { ...call, token: fresh }, signal);
    if (again.status !== 403) {
      return again;
    }
    if (await this.#isAlive(node, fresh, signal)) {
      throw new VaultFault(policyFault(right));
    }
    this.#blind = fresh;
    throw new VaultFault(policyFault(lookingItselfUp));
  }

  async #isAlive(node: VaultClient, token: string, signal: AbortSignal): Promise<boolean> {
    const { status } = await this.#ask(
      node,
      { method: 'GET', path: 'auth/token/lookup-self', token },
      signal,
    );
    return status === 200;
  }

  async #ask(node: VaultClient, call: Call, signal: AbortSignal): Promise<Told> {
    try {
      return await this.#budget.spend(() => node.ask(call, signal), signal, this.#isUrgent);
    } catch (error) {
      throw this.#met(error);
    }
  }

  #met(error: unknown): unknown {
    if (error instanceof VaultFault && doubtful.has(error.fault.kind)) {
      this.#nodes.doubt();
      this.#budget.calm();
    }
    return error;
  }
}

/** Without a token, for logins: at the node that leads, within the budget. */
export function askLeader(nodes: Nodes, budget: Budget) {
  return async (call: Call, signal: AbortSignal): Promise<Told> => {
    const node = await nodes.active(signal);
    return budget.spend(() => node.ask(call, signal), signal, true);
  };
}
