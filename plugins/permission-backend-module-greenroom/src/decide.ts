import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  type Permission,
  type PermissionCondition,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { audienceConditions } from '@greenroom/plugin-portal-common';
import type { ResourceType, Rule } from './rules';

type Exception = NonNullable<Extract<Rule, { for: 'creators' }>['except']>;

/** A person as the rules see them. */
export interface Caller {
  /** Entity refs of the person, of their groups and of the groups above. */
  claims: readonly string[];
  operator: boolean;
  creator: boolean;
}

/** A rule that needs no look at who it is. */
export function isSettled(rule: Rule): boolean {
  return rule.for === 'everybody' || rule.for === 'nobody';
}

/** What the policy answers a signed-in person. Pure. */
export function decide(rule: Rule, caller: Caller): PolicyDecision {
  switch (rule.for) {
    case 'everybody':
      return allowIf(true);
    case 'creators':
      return (caller.creator || caller.operator) && rule.except
        ? ifNone(rule.except)
        : allowIf(caller.creator || caller.operator);
    case 'operators':
      return allowIf(caller.operator);
    case 'owners':
      return caller.operator ? allowIf(true) : ifClaimed(rule.of, rule.rule, rule.claimsAs, caller.claims);
    case 'audience':
      return caller.operator
        ? allowIf(true)
        : audienceConditions(rule.of.pluginId, rule.of.resourceType, caller.claims);
    case 'appointed':
      return ifClaimed(rule.of, rule.rule, 'claims', caller.claims);
    default:
      return allowIf(false);
  }
}

/** The rule of a permission: a permission nobody wrote down is nobody's. */
export function ruleOf(rules: Readonly<Record<string, Rule>>, permission: Permission): Rule {
  return Object.hasOwn(rules, permission.name)
    ? (rules[permission.name] ?? { for: 'nobody' })
    : { for: 'nobody' };
}

function allowIf(allowed: boolean): PolicyDecision {
  return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}

function ifNone({ of, rule, each }: Exception): PolicyDecision {
  const [first, ...others] = each.map(params => ({
    not: { resourceType: of.resourceType, rule, params },
  }));
  return first
    ? { result: AuthorizeResult.CONDITIONAL, ...of, conditions: { allOf: [first, ...others] } }
    : allowIf(true);
}

function ifClaimed(
  of: ResourceType,
  rule: string,
  claimsAs: string,
  claims: readonly string[],
): ConditionalPolicyDecision {
  const condition: PermissionCondition<string, Record<string, string[]>> = {
    resourceType: of.resourceType,
    rule,
    params: { [claimsAs]: [...claims] },
  };
  return { result: AuthorizeResult.CONDITIONAL, ...of, conditions: condition };
}
