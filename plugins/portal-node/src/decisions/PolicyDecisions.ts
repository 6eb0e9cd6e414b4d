import type { BackstageCredentials, LoggerService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { z } from 'zod';
import type { Now } from '../clock';
import type { Question } from '../topics/Topic';
import type { Asker, DecidedResourceType, Decisions, Ruling } from './Decisions';
import { inTime } from './inTime';
import { ResourceTypes } from './ResourceTypes';
import { allowAll, cannotTell, judged, notAllowed, refuseAll } from './Ruling';
import { Turnstile } from './Turnstile';

export interface PolicyDecisionsOptions {
  now: Now;
  logger: Pick<LoggerService, 'warn'>;
  /** How long an answer holds, from the moment of asking. */
  ttlMs: number;
  /** How long the policy may take, once it is asked. */
  timeoutMs: number;
  /** How long a question may wait for others to be answered. */
  patienceMs: number;
  /** The same for one that was answered before: what that opened is being looked at. */
  patienceBeforeMs: number;
  /** How many questions the policy gets at a time. */
  atOnce: number;
  /** How many answers are kept; the oldest goes first. */
  kept: number;
}

interface Kept {
  askedAt: number;
  /** The policy's answer as JSON: while the next one is the same, what was judged stays judged. */
  answer: string;
  ruling: Ruling;
}

export class PolicyDecisions implements Decisions {
  readonly #options: PolicyDecisionsOptions;
  readonly #types = new ResourceTypes();
  readonly #turnstile: Turnstile;
  readonly #kept = new Map<string, Kept>();
  readonly #flying = new Map<string, Promise<Ruling>>();

  constructor(options: PolicyDecisionsOptions) {
    this.#options = options;
    this.#turnstile = new Turnstile({ ...options, inside: options.atOnce });
  }

  addResourceType<Resource extends object, Query, Type extends string>(
    type: DecidedResourceType<Resource, Query, Type>,
  ) {
    this.#types.add(type);
  }

  async ask(questions: readonly Question[], asker: Asker) {
    const decisions = await this.decide(questions, asker);
    return decisions.map(decision => decision.allowed);
  }

  async decide(questions: readonly Question[], asker: Asker, maxAgeMs?: number) {
    const rulings = new Map<string, Promise<Ruling>>();
    for (const { permission } of questions) {
      rulings.set(permission.name, rulings.get(permission.name) ?? this.ruling(permission, asker, maxAgeMs));
    }
    const asked = new Map(
      await Promise.all([...rulings].map(async ([name, it]) => [name, await it] as const)),
    );
    return questions.map(({ permission, resourceRef, ofSome }) => {
      const ruling = asked.get(permission.name) ?? refuseAll(notAllowed(permission));
      return resourceRef === undefined ? ruling.decideInGeneral(ofSome === true) : ruling.decide(resourceRef);
    });
  }

  async ruling(permission: Permission, asker: Asker, maxAgeMs = this.#options.ttlMs): Promise<Ruling> {
    const key = answerKey(permission, asker.credentials);
    if (key === undefined) {
      return this.#ask(permission, asker);
    }
    const kept = this.#kept.get(key);
    if (kept && this.#options.now() - kept.askedAt < maxAgeMs) {
      return kept.ruling;
    }
    const flying = this.#flying.get(key) ?? this.#fly(key, permission, asker);
    return flying;
  }

  #fly(key: string, permission: Permission, asker: Asker): Promise<Ruling> {
    const flight = this.#ask(permission, asker, key).finally(() => this.#flying.delete(key));
    this.#flying.set(key, flight);
    return flight;
  }

  /** Never rejects. Only what the policy really answered is kept. */
  async #ask(permission: Permission, asker: Asker, key?: string): Promise<Ruling> {
    // who had an answer may be looking at what it opened, and has to be asked again in time
    const before = key !== undefined && this.#kept.has(key);
    try {
      const { askedAt, answer } = await this.#turnstile.pass(() => this.#answer(permission, asker), before);
      return key === undefined
        ? this.#rulingOf(permission, answer)
        : this.#keep(key, askedAt, permission, answer);
    } catch (error) {
      this.#options.logger.warn(
        `Refused ${permission.name}: the permission policy could not be asked`,
        asError(error),
      );
      return refuseAll(cannotTell(`the permission policy did not answer for ${permission.name}`));
    }
  }

  async #answer(permission: Permission, asker: Asker): Promise<{ askedAt: number; answer: PolicyDecision }> {
    const { now, timeoutMs } = this.#options;
    const askedAt = now();
    const answer = await inTime(policyAnswer(permission, asker), timeoutMs, 'the permission policy');
    return { askedAt, answer };
  }

  #keep(key: string, askedAt: number, permission: Permission, decision: PolicyDecision): Ruling {
    const answer = JSON.stringify(decision);
    const before = this.#kept.get(key);
    const ruling = before?.answer === answer ? before.ruling : this.#rulingOf(permission, decision);
    this.#kept.delete(key);
    this.#kept.set(key, { askedAt, answer, ruling });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#options.kept) {
        break;
      }
      this.#kept.delete(oldest);
    }
    return ruling;
  }

  #rulingOf(permission: Permission, decision: PolicyDecision): Ruling {
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      const allowed = decision.result === AuthorizeResult.ALLOW;
      return allowed ? allowAll() : refuseAll(notAllowed(permission));
    }
    if (!isResourcePermission(permission, decision.resourceType)) {
      return refuseAll(cannotTell(`the policy answered ${permission.name} with conditions of another type`));
    }
    return judged(permission, this.#types.judge(decision), error =>
      this.#options.logger.warn(`Refused ${permission.name}: its conditions do not apply`, asError(error)),
    );
  }
}

/** The policy's answer before it meets a resource. */
async function policyAnswer(permission: Permission, asker: Asker): Promise<PolicyDecision> {
  const { credentials, permissions } = asker;
  const [answer] = isResourcePermission(permission)
    ? await permissions.authorizeConditional([{ permission }], { credentials })
    : await permissions.authorize([{ permission }], { credentials });
  return answer ?? { result: AuthorizeResult.DENY };
}

const userSchema = z.object({
  type: z.literal('user'),
  userEntityRef: z.string(),
  actor: z.object({ subject: z.string() }).optional(),
});

/**
 * Only answers to people are kept. Service principals are decided in the permission client without a call, by
 * restrictions that belong to one token.
 */
function answerKey(permission: Permission, credentials: BackstageCredentials): string | undefined {
  const { data: user } = userSchema.safeParse(credentials.principal);
  return user && JSON.stringify([user.userEntityRef, user.actor?.subject, permission.name]);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new TypeError(String(error));
}
