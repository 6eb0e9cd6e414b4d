import type { BackstageCredentials, PermissionsService } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import type { PermissionResourceRef, PermissionRule } from '@backstage/plugin-permission-node';
import type { Question } from '../topics/Topic';

/** Who asks, and through which plugin's permission service. */
export interface Asker {
  credentials: BackstageCredentials;
  permissions: PermissionsService;
}

/** Whose fault a refusal is: `name` is a class of `@backstage/errors`. */
export interface Refusal {
  name: 'NotAllowedError' | 'ServiceUnavailableError';
  message: string;
}

export type Decision = { allowed: true } | { allowed: false; why: Refusal };

/** What the policy says of one permission for one asker; asking it about resources costs no call. */
export interface Ruling {
  /** Set when every resource is refused. */
  refusal?: Refusal;
  decide(resourceRef: string): Decision;
  /** As `Question.ofSome` and permissions that are about no resource are answered. */
  decideInGeneral(ofSome: boolean): Decision;
}

/** Resources whose conditional decisions are applied here, in memory. */
export interface DecidedResourceType<Resource extends object, Query, Type extends string> {
  resourceRef: PermissionResourceRef<Resource, Query, Type>;
  rules: PermissionRule<NoInfer<Resource>, NoInfer<Query>, NoInfer<Type>>[];
  /**
   * The resource now. Return the same object as long as nothing changed: its answers are kept by identity.
   * `undefined` is refused.
   */
  load(resourceRef: string): Resource | undefined;
}

/**
 * Answers of the permission policy. The policy is asked once for each (person, permission) and few seconds, whatever
 * the number of resources; its conditions are applied to resources in memory. What can not be decided is refused.
 */
export interface Decisions {
  /** @throws ConflictError when the type is registered already */
  addResourceType<Resource extends object, Query, Type extends string>(
    type: DecidedResourceType<Resource, Query, Type>,
  ): void;
  /**
   * In the order of the questions. Never rejects: a policy that fails or does not answer in time is a refusal.
   * `maxAgeMs`: how old a remembered answer may be, where the usual few seconds are too many or too few.
   */
  decide(questions: readonly Question[], asker: Asker, maxAgeMs?: number): Promise<Decision[]>;
  /** `decide` without the reasons. */
  ask(questions: readonly Question[], asker: Asker): Promise<boolean[]>;
  /** For filtering lists: what the policy says now, to be used at once and thrown away. Never rejects. */
  ruling(permission: Permission, asker: Asker, maxAgeMs?: number): Promise<Ruling>;
}
