import { z } from 'zod';
import { StatusError } from '../StatusError';
import type { ResourceDefinition } from '../types';
import type { User } from './authentication';
import type { Attributes, Authorizer, PolicyRule } from './Authorizer';
import type { RequestInfo } from './requestInfo';

/** The reviews that tell somebody what they, or others, may do. Nothing is stored. */
export interface ReviewContext {
  user: User;
  authorizer: Authorizer;
  /** RFC 3339. */
  now: string;
  /** Whose a token is. */
  userOf(token: string): User | undefined;
}

const resourceSchema = z.object({
  namespace: z.string().default(''),
  verb: z.string().default(''),
  group: z.string().default(''),
  resource: z.string().default(''),
  subresource: z.string().default(''),
  name: z.string().default(''),
});
const specSchema = z.looseObject({
  resourceAttributes: resourceSchema.optional(),
  nonResourceAttributes: z.object({ path: z.string().default(''), verb: z.string().default('') }).optional(),
  user: z.string().optional(),
  groups: z.array(z.string()).optional(),
});
const reviewSchema = z.looseObject({
  metadata: z.looseObject({}).optional(),
  spec: specSchema.default({}),
});
type Review = (context: ReviewContext, body: unknown) => object;

const AUTHORIZATION = 'authorization.k8s.io/v1';

/** By resource: what a POST to it answers. */
export const reviews: Record<string, { group: string; kind: string; answer: Review }> = {
  selfsubjectaccessreviews: {
    group: 'authorization.k8s.io',
    kind: 'SelfSubjectAccessReview',
    answer: (context, body) => accessReview('SelfSubjectAccessReview', context, body, context.user),
  },
  subjectaccessreviews: {
    group: 'authorization.k8s.io',
    kind: 'SubjectAccessReview',
    answer: (context, body) => {
      const { user = '', groups = [] } = reviewSchema.parse(body).spec;
      return accessReview('SubjectAccessReview', context, body, { name: user, groups });
    },
  },
  selfsubjectrulesreviews: {
    group: 'authorization.k8s.io',
    kind: 'SelfSubjectRulesReview',
    answer: rulesReview,
  },
  tokenreviews: { group: 'authentication.k8s.io', kind: 'TokenReview', answer: tokenReview },
  selfsubjectreviews: {
    group: 'authentication.k8s.io',
    kind: 'SelfSubjectReview',
    answer: ({ user, now }) => ({
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { creationTimestamp: now },
      status: { userInfo: { username: user.name, ...(user.uid && { uid: user.uid }), groups: user.groups } },
    }),
  },
};

const tokenSchema = z.looseObject({
  spec: z.looseObject({ token: z.string().default(''), audiences: z.array(z.string()).optional() }),
});

/** Whose a token is, for those who let others in by it: the audience is the API server's own when none was asked for. */
function tokenReview({ userOf }: ReviewContext, body: unknown): object {
  const { token, audiences = ['https://kubernetes.default.svc'] } = tokenSchema.parse(body).spec;
  const user = userOf(token);
  const userInfo = user && { username: user.name, ...(user.uid && { uid: user.uid }), groups: user.groups };
  return {
    kind: 'TokenReview',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {},
    spec: sentSpec(body),
    status: userInfo
      ? { authenticated: true, user: userInfo, audiences }
      : { user: {}, error: 'invalid bearer token' },
  };
}

/** The reviews as resources. */
export const reviewResources: readonly ResourceDefinition[] = Object.entries(reviews).map(
  ([resource, { group, kind }]) => ({
    group,
    version: 'v1',
    resource,
    singular: kind.toLowerCase(),
    kind,
    listKind: '',
    namespaced: false,
    shortNames: [],
    categories: [],
    subresources: [],
    custom: false,
    generation: false,
  }),
);

/** The review that a request creates, told like a resource; `undefined` for other requests. */
export function reviewDefinition({ verb, resource }: RequestInfo): ResourceDefinition | undefined {
  const review = resource && reviews[resource.resource];
  if (!review || review.group !== resource.group || verb !== 'create') return undefined;
  return reviewResources.find(each => each.resource === resource.resource);
}

function accessReview(kind: string, { authorizer }: ReviewContext, body: unknown, user: User): object {
  const parsed = reviewSchema.parse(body);
  const { resourceAttributes, nonResourceAttributes } = parsed.spec;
  const asked: Attributes | undefined = resourceAttributes ?? nonResourceAttributes;
  if (!asked || (resourceAttributes && nonResourceAttributes)) throw unclear();
  const reason = authorizer.reason(user, wildcards(asked));
  return {
    kind,
    apiVersion: AUTHORIZATION,
    metadata: {},
    spec: sentSpec(body),
    status: { allowed: reason !== undefined, ...(reason && { reason }) },
  };
}

/** `*` for a namespace or resource means all of them, which only a rule for all of them gives. */
function wildcards(asked: Attributes): Attributes {
  return 'path' in asked || asked.namespace !== '*' ? asked : { ...asked, namespace: '' };
}

function sentSpec(body: unknown): object {
  const parsed = z.looseObject({ spec: z.looseObject({}) }).safeParse(body);
  return parsed.data?.spec ?? {};
}

function unclear(): StatusError {
  const message =
    'Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified';
  const field = 'spec.resourceAttributes';
  const text = `.authorization.k8s.io "" is invalid: ${field}: ${message}`;
  return StatusError.of(422, 'Invalid', text, {
    group: 'authorization.k8s.io',
    causes: [{ reason: 'FieldValueInvalid', message, field }],
  });
}

function rulesReview({ user, authorizer }: ReviewContext, body: unknown): object {
  const parsed = z.object({ spec: z.object({ namespace: z.string() }) }).safeParse(body);
  if (!parsed.success) {
    throw StatusError.badRequest('no namespace on request');
  }
  const rules = authorizer.rules(user, parsed.data.spec.namespace);
  return {
    kind: 'SelfSubjectRulesReview',
    apiVersion: AUTHORIZATION,
    metadata: {},
    spec: {},
    status: {
      resourceRules: rules.filter(rule => rule.resources).map(resourceRule),
      nonResourceRules: rules
        .filter(rule => rule.nonResourceURLs)
        .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
      incomplete: false,
    },
  };
}

function resourceRule({ verbs, apiGroups, resources, resourceNames }: PolicyRule): object {
  return { verbs, apiGroups, resources, ...(resourceNames && { resourceNames }) };
}
