import { z } from 'zod';
import { StatusError } from '../StatusError';
import type { ObjectStore } from '../store/ObjectStore';
import type { KubeObject } from '../types';
import type { User } from './authentication';
import type { RequestInfo } from './requestInfo';

/** What somebody wants to do: with an object, or with a path that is none. */
export type Attributes =
  | {
      verb: string;
      group: string;
      resource: string;
      subresource: string;
      namespace: string;
      name: string;
    }
  | { verb: string; path: string };

const ruleSchema = z.object({
  verbs: z.array(z.string()),
  apiGroups: z.array(z.string()).optional(),
  resources: z.array(z.string()).optional(),
  resourceNames: z.array(z.string()).optional(),
  nonResourceURLs: z.array(z.string()).optional(),
});
export type PolicyRule = z.infer<typeof ruleSchema>;

const bindingSchema = z.object({
  roleRef: z.object({ kind: z.string(), name: z.string() }),
  subjects: z
    .array(z.object({ kind: z.string(), name: z.string(), namespace: z.string().optional() }))
    .default([]),
});

/** A binding that names somebody, with the rules it gives them. */
interface Grant {
  /** Only in this namespace; absent: everywhere. */
  namespace?: string;
  rules: PolicyRule[];
  /** As Kubernetes says it: `RBAC: allowed by …`. */
  because: string;
}

const BINDINGS = ['clusterrolebindings', 'rolebindings'];
const RBAC = 'rbac.authorization.k8s.io';

const ALL: PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** Role-based access control from the stored roles and bindings. */
export class Authorizer {
  readonly #grants = new Map<string, Grant[]>();

  constructor(private readonly store: ObjectStore) {
    // Rules are collected once for each person; any change of a role or binding forgets them.
    for (const resource of [...BINDINGS, 'clusterroles', 'roles']) {
      store.watch(`${resource}.${RBAC}`, () => this.#grants.clear());
    }
  }

  /** The reason it is allowed; `undefined` when it is not. */
  reason(user: User, attributes: Attributes): string | undefined {
    if (user.groups.includes('system:masters')) return '';
    return this.#grantsOf(user).find(grant => applies(grant, attributes))?.because;
  }

  /** Every rule that holds for somebody in a namespace. */
  rules(user: User, namespace: string): PolicyRule[] {
    const masters = user.groups.includes('system:masters') ? ALL : [];
    const granted = this.#grantsOf(user).filter(grant => !grant.namespace || grant.namespace === namespace);
    return [...masters, ...granted.flatMap(grant => grant.rules)];
  }

  /** @throws StatusError 403 in Kubernetes' own words */
  check(user: User, info: RequestInfo): void {
    const attributes = attributesOf(info);
    if (this.reason(user, attributes) === undefined) throw refusal(user, attributes);
  }

  #grantsOf(user: User): Grant[] {
    const key = JSON.stringify([user.name, user.groups]);
    const known = this.#grants.get(key) ?? this.#collect(user);
    this.#grants.set(key, known);
    return known;
  }

  #collect(user: User): Grant[] {
    return BINDINGS.flatMap(resource => this.store.list(`${resource}.${RBAC}`)).flatMap(binding => {
      const parsed = bindingSchema.safeParse(binding);
      const subject = parsed.data?.subjects.find(each => names(each, user));
      return parsed.data && subject ? [this.#grant(binding, parsed.data.roleRef, subject)] : [];
    });
  }

  #grant(
    binding: KubeObject,
    roleRef: { kind: string; name: string },
    subject: { kind: string; name: string },
  ): Grant {
    const { namespace, name } = binding.metadata;
    const resource = roleRef.kind === 'ClusterRole' ? 'clusterroles' : 'roles';
    const role = this.store.get({
      resource: `${resource}.${RBAC}`,
      name: roleRef.name,
      ...(roleRef.kind === 'Role' && { namespace }),
    });
    const rules = z.array(ruleSchema).safeParse(role?.rules);
    const called = namespace ? `${name}/${namespace}` : name;
    return {
      ...(namespace && { namespace }),
      rules: rules.data ?? [],
      because: `RBAC: allowed by ${binding.kind} "${called}" of ${roleRef.kind} "${roleRef.name}" to ${subject.kind} "${subject.name}"`,
    };
  }
}

function names(subject: { kind: string; name: string; namespace?: string }, user: User): boolean {
  if (subject.kind === 'User') return subject.name === user.name;
  if (subject.kind === 'Group') return user.groups.includes(subject.name);
  return user.name === `system:serviceaccount:${subject.namespace}:${subject.name}`;
}

export function attributesOf({ verb, path, resource }: RequestInfo): Attributes {
  if (!resource) return { verb, path };
  const { version: _version, ...asked } = resource;
  return { verb, ...asked };
}

function applies(grant: Grant, attributes: Attributes): boolean {
  if ('path' in attributes) {
    return !grant.namespace && grant.rules.some(rule => allowsPath(rule, attributes));
  }
  if (grant.namespace && grant.namespace !== attributes.namespace) return false;
  return grant.rules.some(rule => allowsResource(rule, attributes));
}

function allowsPath(rule: PolicyRule, { verb, path }: { verb: string; path: string }): boolean {
  const covers = (url: string) => url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)));
  return has(rule.verbs, verb) && (rule.nonResourceURLs ?? []).some(covers);
}

function allowsResource(rule: PolicyRule, wanted: Extract<Attributes, { resource: string }>): boolean {
  const { resource, subresource, name } = wanted;
  const asked = subresource ? [`${resource}/${subresource}`, `*/${subresource}`] : [resource];
  return (
    has(rule.verbs, wanted.verb) &&
    has(rule.apiGroups ?? [], wanted.group) &&
    ['*', ...asked].some(each => rule.resources?.includes(each)) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name))
  );
}

function has(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

function refusal(user: User, wanted: Attributes): StatusError {
  if ('path' in wanted) {
    const message = `forbidden: User "${user.name}" cannot ${wanted.verb} path "${wanted.path}"`;
    return StatusError.of(403, 'Forbidden', message, {});
  }
  const { verb, group, resource, subresource, namespace, name } = wanted;
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope';
  const why = `User "${user.name}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`;
  return StatusError.forbidden({ group, resource, kind: '' }, name, why);
}
