import { CelError, celValue, evaluate, type Values } from './cel';
import type { Policy, Validation } from './policies';
import type { Review } from './Review';

/** Why a policy is against something. */
export interface Denial {
  message: string;
  /** A `metav1.StatusReason`; `Invalid` when absent. */
  reason?: string;
}

/** The first thing in a policy that something does not pass; `undefined` when it passes. */
export function denialOf(policy: Policy, review: Review): Denial | undefined {
  const values = valuesOf(policy, review);
  const failed = (error: CelError) =>
    policy.failurePolicy === 'Fail' ? { message: error.message } : undefined;
  const concerned = conditionsHold(policy, values);
  if (concerned instanceof CelError) return failed(concerned);
  if (!concerned) return undefined;
  for (const validation of policy.validations) {
    const result = attempt(validation.expression, values);
    const denial = result instanceof CelError ? failed(inExpression(validation, result)) : undefined;
    if (denial) return denial;
    if (!(result instanceof CelError) && result !== true) return refusal(validation, values);
  }
  return undefined;
}

/** One condition that does not hold is enough, whatever becomes of the others. */
function conditionsHold({ matchConditions }: Policy, values: Values): boolean | CelError {
  const results = matchConditions.map(({ expression }) => attempt(expression, values));
  if (results.includes(false)) return false;
  return results.find(result => result instanceof CelError) ?? true;
}

function refusal(validation: Validation, values: Values): Denial {
  const { expression, message, messageExpression, reason } = validation;
  const said = messageExpression === undefined ? undefined : attempt(messageExpression, values);
  const own = typeof said === 'string' && said.trim() !== '' ? said.trim() : undefined;
  return { message: own ?? message ?? `failed expression: ${expression.trim()}`, reason };
}

function inExpression({ expression }: Validation, error: CelError): CelError {
  return new CelError(`expression '${expression}' resulted in error: ${error.message}`);
}

function attempt(expression: string, values: Values): unknown {
  try {
    return evaluate(expression, values);
  } catch (error) {
    if (error instanceof CelError) return error;
    throw error;
  }
}

/** A policy's own variables are worked out when something asks for them. */
function valuesOf({ variables }: Policy, review: Review): Values {
  const values = {
    object: celValue(review.object ?? null),
    oldObject: celValue(review.oldObject ?? null),
    request: celValue(requestOf(review)),
    namespaceObject: celValue(review.namespaceObject ?? null),
    variables: {},
  };
  for (const { name, expression } of variables) {
    Object.defineProperty(values.variables, name, {
      enumerable: true,
      get: () => evaluate(expression, values),
    });
  }
  return values;
}

function requestOf({ definition, operation, user, ...rest }: Review): object {
  const { group, version, kind, resource } = definition;
  return {
    kind: { group, version, kind },
    resource: { group, version, resource },
    subResource: rest.subresource,
    requestKind: { group, version, kind },
    requestResource: { group, version, resource },
    requestSubResource: rest.subresource,
    name: rest.name,
    namespace: rest.namespace,
    operation,
    userInfo: { username: user.name, uid: user.uid ?? '', groups: user.groups },
    dryRun: rest.dryRun,
  };
}
