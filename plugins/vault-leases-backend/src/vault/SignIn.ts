import { type Auth, authAnswer, errorsIn, readAnswer } from './answers';
import type { Credentials, Post } from './credentials';
import { type Fault, VaultFault } from './faults';
import { refusalFault } from './refusals';
import type { Call, Told } from './VaultClient';
import type { VaultClock } from '../vaultClock';

export interface SignInOptions {
  credentials: Credentials;
  /** Asks the node that leads. */
  ask(call: Call, signal: AbortSignal): Promise<Told>;
  clock: Pick<VaultClock, 'steady' | 'chance'>;
}

interface Held extends Auth {
  /** By the steady clock. */
  renewAt: number;
  endsAt: number;
  /** Seconds it was given at the login. */
  first: number;
}

/** A login that was refused is tried again after so long, each time twice as long: some Vaults lock out who tries often. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
const DOUBLINGS = 6;

/** One identity at one Vault: its token, got by a login and renewed at two thirds of its life. It leaves the memory of this process only to that Vault. */
export class SignIn {
  readonly #options: SignInOptions;
  #held: Held | undefined;
  #getting: Promise<string> | undefined;
  #refused: { fault: Fault; times: number; until: number } | undefined;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** Why there is no token, as long as that is so. */
  get fault(): Fault | undefined {
    return this.#refused?.fault;
  }

  /** @throws VaultFault `login`, `wrapping` or `credentials`, and what the way to the Vault throws */
  token(signal: AbortSignal): Promise<string> {
    const now = this.#options.clock.steady();
    if (this.#held && now < this.#held.renewAt) {
      return Promise.resolve(this.#held.token);
    }
    this.#getting ??= this.#get(signal).finally(() => {
      this.#getting = undefined;
    });
    return this.#getting;
  }

  /** It was refused as one that has ended. */
  forget(token: string): void {
    if (this.#held?.token === token) {
      this.#held = undefined;
    }
  }

  async #get(signal: AbortSignal): Promise<string> {
    const now = this.#options.clock.steady();
    if (this.#held && now < this.#held.endsAt && this.#held.renewable) {
      const renewed = await this.#renew(this.#held, signal);
      if (renewed) {
        return renewed.token;
      }
    }
    this.#held = undefined;
    if (this.#refused && now < this.#refused.until) {
      throw new VaultFault(this.#refused.fault);
    }
    return this.#login(signal);
  }

  /** `undefined` where a login is better: it was refused, or little time was given because it nears its ceiling. */
  async #renew(held: Held, signal: AbortSignal): Promise<Held | undefined> {
    const call = { method: 'PUT', path: 'auth/token/renew-self', token: held.token, body: {} } as const;
    const told = await this.#options.ask(call, signal);
    if (told.status !== 200) {
      return undefined;
    }
    const auth = readAnswer(told, authAnswer);
    return auth.seconds < held.first / 2 ? undefined : this.#hold(auth, held.first);
  }

  async #login(signal: AbortSignal): Promise<string> {
    const { ask, credentials } = this.#options;
    const post: Post = (path, body, token) =>
      ask({ method: 'PUT', path, body, ...(token !== undefined && { token }) }, signal);
    try {
      const told = await post(credentials.path, await credentials.body(post));
      if (told.status !== 200) {
        throw new VaultFault(loginFault(told, credentials));
      }
      const auth = readAnswer(told, authAnswer);
      this.#refused = undefined;
      return this.#hold(auth, auth.seconds).token;
    } catch (error) {
      this.#pause(error);
      throw error;
    }
  }

  #hold(auth: Auth, first: number): Held {
    const now = this.#options.clock.steady();
    // A token without an end is not one that we ask for; it is asked about once an hour.
    const ms = (auth.seconds || 3_600) * 1_000;
    this.#held = { ...auth, first, renewAt: now + (ms * 2) / 3, endsAt: now + ms };
    return this.#held;
  }

  #pause(error: unknown): void {
    if (!(error instanceof VaultFault) || !['login', 'wrapping', 'credentials'].includes(error.fault.kind)) {
      return;
    }
    const { clock } = this.#options;
    const times = Math.min((this.#refused?.times ?? 0) + 1, DOUBLINGS + 1);
    const ms = Math.min(FIRST_PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS);
    this.#refused = { fault: error.fault, times, until: clock.steady() + ms * (1 + clock.chance() / 4) };
  }
}

/** A refusal of the login; what is no refusal (sealed, no leader, a quota) stays what it is. */
function loginFault(told: Told, { path, title }: Credentials): Fault {
  const errors = errorsIn(told);
  const fault = refusalFault({ status: told.status, errors });
  const isUnset = told.status === 500 && errors.some(text => /could not load backend/.test(text));
  if (fault.kind !== 'refused' && !isUnset && told.status !== 400 && told.status !== 404) {
    return fault;
  }
  return {
    kind: 'login',
    text: `does not let us in by ${title}`,
    cure: `Check the role at ${path.replace(/\/login$/, '')}, what it is bound to, and the files of this identity.`,
  };
}
