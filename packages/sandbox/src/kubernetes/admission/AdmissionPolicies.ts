import { StatusError } from '../StatusError';
import type { ObjectStore } from '../store/ObjectStore';
import type { z } from 'zod';
import { denialOf, type Denial } from './deciding';
import { isAbout } from './matching';
import { bindingSchema, type Policy, policySchema } from './policies';
import type { Review } from './Review';

const POLICIES = 'validatingadmissionpolicies.admissionregistration.k8s.io';
const BINDINGS = 'validatingadmissionpolicybindings.admissionregistration.k8s.io';
/** Policies can not keep anybody from changing policies. */
const EXEMPT = 'admissionregistration.k8s.io';

type Binding = z.infer<typeof bindingSchema>;

interface Bound {
  name: string;
  policy: Policy;
  binding: Binding;
}

/** The stored ValidatingAdmissionPolicies that something denies by. A real server heeds a new one about a second later. */
export class AdmissionPolicies {
  #bound: Bound[] | undefined;

  constructor(private readonly store: ObjectStore) {
    for (const resource of [POLICIES, BINDINGS]) store.watch(resource, () => (this.#bound = undefined));
  }

  /** Whether there is anything to ask. */
  get any(): boolean {
    return this.#all().length > 0;
  }

  /** @throws StatusError 422, or what the policy gives as its reason, in Kubernetes' own words */
  check(review: Review): void {
    if (review.definition.group === EXEMPT) return;
    for (const { name, policy, binding } of this.#all()) {
      const concerned =
        isAbout(policy.matchConstraints, review) && isAbout(binding.spec.matchResources, review);
      const denial = concerned ? denialOf(policy, review) : undefined;
      if (denial) throw denied(review, name, binding, denial);
    }
  }

  #all(): Bound[] {
    this.#bound ??= this.store.list(BINDINGS).flatMap(object => {
      const binding = bindingSchema.parse(object);
      const { policyName: name, validationActions } = binding.spec;
      const policy = policySchema.safeParse(this.store.get({ resource: POLICIES, name })).data?.spec;
      return policy && validationActions.includes('Deny') ? [{ name, policy, binding }] : [];
    });
    return this.#bound;
  }
}

const CODES: Record<string, number> = {
  Forbidden: 403,
  Unauthorized: 401,
  RequestEntityTooLarge: 413,
  Invalid: 422,
};

function denied({ definition, name }: Review, policy: string, binding: Binding, denial: Denial): StatusError {
  const by = `ValidatingAdmissionPolicy '${policy}' with binding '${binding.metadata.name}'`;
  const message = `${by} denied request: ${denial.message}`;
  const { body } = StatusError.forbidden(definition, name, message);
  const { reason = 'Invalid' } = denial;
  const details = { ...body.details, causes: [{ message }] };
  return new StatusError({ ...body, reason, details, code: CODES[reason] ?? 422 });
}
