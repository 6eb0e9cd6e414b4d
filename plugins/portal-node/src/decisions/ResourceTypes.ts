import { ConflictError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionRule,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import type { DecidedResourceType } from './Decisions';

/** Applies one decision to resources by their ref. Throws what a rule throws. */
export type Judge = (resourceRef: string) => boolean;

/** The resource types whose conditions can be applied in memory. */
export class ResourceTypes {
  readonly #types = new Map<string, (decision: PolicyDecision) => Judge>();

  /** @throws ConflictError when the type is registered already */
  add<Resource extends object, Query, Type extends string>(
    type: DecidedResourceType<Resource, Query, Type>,
  ): void {
    const id = typeId(type.resourceRef.pluginId, type.resourceRef.resourceType);
    if (this.#types.has(id)) {
      throw new ConflictError(`resources of type ${id} are registered twice`);
    }
    const authorizer = createConditionAuthorizer(rulesetOf<Resource, Query, Type>(type.rules));
    this.#types.set(id, decision => {
      const judge = keptByIdentity((resource: Resource) => authorizer(decision, resource));
      return ref => {
        const resource = type.load(ref);
        return resource !== undefined && judge(resource);
      };
    });
  }

  /**
   * How this decision is applied. The type is looked up when it is needed: features register in any order.
   * The judge throws NotFoundError when nobody registered it.
   */
  judge(decision: PolicyDecision): Judge {
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return () => decision.result === AuthorizeResult.ALLOW;
    }
    const id = typeId(decision.pluginId, decision.resourceType);
    let judge: Judge | undefined;
    return ref => {
      judge ??= this.#types.get(id)?.(decision);
      if (!judge) {
        throw new NotFoundError(`nobody registered resources of type ${id}`);
      }
      return judge(ref);
    };
  }
}

function typeId(pluginId: string, resourceType: string) {
  return `${pluginId}/${resourceType}`;
}

function rulesetOf<Resource, Query, Type extends string>(
  rules: readonly PermissionRule<Resource, Query, Type>[],
): PermissionRuleset<Resource> {
  const byName = new Map(rules.map(rule => [rule.name, rule]));
  return {
    getRuleByName(name) {
      const rule = byName.get(name);
      if (!rule) {
        throw new ConflictError(`the policy uses the rule ${name}, which these resources do not have`);
      }
      return rule;
    },
  };
}

/** A rule costs microseconds (its parameters are validated each time) and thousands of rows are asked about again and again. */
function keptByIdentity<Resource extends object>(judge: (resource: Resource) => boolean) {
  const known = new WeakMap<Resource, boolean>();
  return (resource: Resource) => {
    const answer = known.get(resource) ?? judge(resource);
    known.set(resource, answer);
    return answer;
  };
}
