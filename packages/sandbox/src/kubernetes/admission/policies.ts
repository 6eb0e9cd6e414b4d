import { z } from 'zod';

/** ValidatingAdmissionPolicies and their bindings, as far as the server acts on them. */

const names = z.array(z.string()).optional();
const selector = z.object({
  matchLabels: z.record(z.string(), z.string()).optional(),
  matchExpressions: z.array(z.object({ key: z.string(), operator: z.string(), values: names })).optional(),
});
const rule = z.object({
  apiGroups: names,
  apiVersions: names,
  operations: names,
  resources: names,
  resourceNames: names,
  scope: z.string().optional(),
});
const matchSchema = z.object({
  resourceRules: z.array(rule).optional(),
  excludeResourceRules: z.array(rule).optional(),
  namespaceSelector: selector.optional(),
  objectSelector: selector.optional(),
});
const named = z.object({ name: z.string(), expression: z.string() });
const validation = z.object({
  expression: z.string(),
  message: z.string().optional(),
  messageExpression: z.string().optional(),
  reason: z.string().optional(),
});

export const policySchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    failurePolicy: z.enum(['Fail', 'Ignore']).default('Fail'),
    matchConstraints: matchSchema.default({}),
    matchConditions: z.array(named).default([]),
    variables: z.array(named).default([]),
    validations: z.array(validation).default([]),
    auditAnnotations: z.array(z.unknown()).default([]),
  }),
});
export const bindingSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    policyName: z.string(),
    validationActions: z.array(z.string()).default([]),
    matchResources: matchSchema.default({}),
  }),
});

export type MatchResources = z.infer<typeof matchSchema>;
export type ResourceRule = z.infer<typeof rule>;
export type Selector = z.infer<typeof selector>;
export type Policy = z.infer<typeof policySchema>['spec'];
export type Validation = z.infer<typeof validation>;
