import { InputError } from '@backstage/errors';
import { parseDocument } from 'yaml';
import { z } from 'zod';

const refs = z.array(z.string().min(1).max(200)).min(1).max(50);
const policySchema = z.strictObject({
  name: z.string(),
  match: z.strictObject({
    clusters: z.array(z.string().min(1)).min(1).optional(),
    namespaces: z.array(z.string().min(1)).min(1).optional(),
    labels: z.record(z.string(), z.string()),
  }),
  requesters: refs,
  voters: refs,
  votes: z.int().min(1).max(20).optional(),
  fourEyes: z.literal(true).optional(),
  lifetime: z.union([z.string(), z.record(z.string(), z.number())]).optional(),
  freezes: z.array(z.record(z.string(), z.unknown())).max(50).optional(),
  checks: z
    .strictObject({ block: z.array(z.string()).optional(), unknownBlocks: z.boolean().optional() })
    .optional(),
  breakGlass: z.array(z.string().min(1).max(200)).max(50).optional(),
});
const fileSchema = z.strictObject({
  greenroom: z.strictObject({
    promotions: z.strictObject({ policies: z.array(policySchema).length(1) }),
  }),
});

/** What a policy that a run asks for has to cover by: the label that makes it this service's. */
const OWN_LABEL = 'backstage.io/kubernetes-id';

/**
 * Holds a policy file against what a run may ask for: one policy, of this service, with four eyes, that not everybody may
 * vote on. Whoever merges it decides; this keeps what nobody would look for out of it.
 * @throws InputError saying what is wrong where
 */
export function mustBePolicyOf(name: string, content: string): void {
  const document = parseDocument(content, { uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new InputError(`The policy is no YAML: ${document.errors[0]?.message ?? ''}`);
  }
  const read = fileSchema.safeParse(toPlain(document));
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new InputError(`The policy is not as the portal reads it: ${issues.slice(0, 5).join('; ')}`);
  }
  const [policy] = read.data.greenroom.promotions.policies;
  if (policy?.name !== name || policy.match.labels[OWN_LABEL] !== name) {
    throw new InputError(
      `The policy is not ${name}'s: its name, and the label ${OWN_LABEL} it covers, have to be that.`,
    );
  }
  if ([...policy.voters, ...policy.requesters, ...(policy.breakGlass ?? [])].includes('*')) {
    throw new InputError('A policy that a run asks for names who may: not everybody.');
  }
}

function toPlain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    // Aliases can make a small file grow without end.
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new InputError(`The policy can not be read: ${error}`);
  }
}
