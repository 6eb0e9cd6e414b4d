import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { globPattern, type LedgerSettings } from '@greenroom/plugin-portal-node';
import {
  type Freeze,
  isTimeZone,
  lifetimeSeconds,
  type Policy,
  readPersonRef,
  weekday,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';

/** Stands for whoever owns the catalog entity that the cluster side names. */
export const OWNER = 'owner';

/** A policy as it is configured: its lists may still have `OWNER` among their refs. */
export interface ConfiguredPolicy {
  name: string;
  /** What it covers: one of the clusters, one of the namespaces, every label. */
  clusters: readonly RegExp[];
  namespaces: readonly RegExp[];
  labels: readonly { name: string; value: RegExp }[];
  policy: Policy;
}

/** `greenroom.promotions` of the configuration. */
export interface PromotionsConfig {
  policies: readonly ConfiguredPolicy[];
  /** Entity refs of those who may let a removed narrowing go before its time. */
  admins: readonly string[];
  /** Whether the portal asks for votes when a preview begins to wait. */
  requestsByPortal: boolean;
  /** After how many seconds a preview that nobody decided on is called to mind; then once a day. */
  remindAfter: number;
  /** Whether git hosts are asked who made the commits of a revision that names one. */
  authors: { gitHosts: boolean };
  ledger: LedgerSettings;
}

/**
 * Reads `greenroom.promotions`; where there is nothing, no policy covers anything and nobody can promote.
 * @throws InputError naming the path of each value that is wrong, and what it should be
 */
export function readPromotionsConfig(config: Config): PromotionsConfig {
  const parsed = promotionsSchema.safeParse(config.getOptional(ROOT) ?? {});
  if (!parsed.success) {
    throw new InputError(parsed.error.issues.map(told).join('\n'));
  }
  const { policies, ...rest } = parsed.data;
  return { ...rest, policies: policies.map(configuredPolicy) };
}

const ROOT = 'greenroom.promotions';

function told({ path, message }: z.core.$ZodIssue): string {
  const steps = path.map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return `${ROOT}${steps.join('')}: ${message}`;
}

const text = z.string().min(1);

const personRef = text.transform((written, context) => {
  const ref = written === OWNER ? OWNER : readPersonRef(written);
  if (ref === undefined) {
    const message = `${JSON.stringify(written)} is no entity ref of a user or group such as group:default/approvers, nor "*"`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  return ref;
});
const personRefs = z.array(personRef);
const adminRefs = z.array(
  personRef.refine(ref => ref !== OWNER && ref !== '*', 'admins are named users or groups'),
);

const day = text.transform((written, context) => {
  const number = weekday(written);
  if (number === undefined) {
    context.addIssue({
      code: 'custom',
      message: `${JSON.stringify(written)} is none of mon, tue, wed, thu, fri, sat, sun`,
    });
    return z.NEVER;
  }
  return number;
});
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 16:00 is needed, in quotes');
const timeZone = text.refine(isTimeZone, {
  error: ({ input }) => `${JSON.stringify(input)} is no time zone such as Europe/Berlin`,
});
const instant = z.iso.datetime({
  offset: true,
  error: 'an instant with an offset such as 2026-12-24T00:00:00+01:00 is needed, in quotes',
});

const freezeSchema = z
  .strictObject({
    name: text,
    weekly: z.strictObject({ days: z.array(day).min(1), from: time, to: time, timeZone }).optional(),
    once: z
      .strictObject({ from: instant, to: instant })
      .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'it ends before it begins')
      .optional(),
  })
  .transform(({ name, weekly, once }, context): Freeze => {
    if (weekly && !once) {
      return { kind: 'weekly', name, ...weekly };
    }
    if (once && !weekly) {
      return { kind: 'once', name, ...once };
    }
    context.addIssue({ code: 'custom', message: 'either weekly or once is needed' });
    return z.NEVER;
  });

const count = z.int().min(0);
const duration = z
  .union(
    [
      z.string().transform(written => lifetimeSeconds(written) ?? Number.NaN),
      z
        .strictObject({ days: count.default(0), hours: count.default(0), minutes: count.default(0) })
        .transform(({ days, hours, minutes }) => days * 86_400 + hours * 3_600 + minutes * 60),
    ],
    'a time such as 8h or { hours: 8 } is needed',
  )
  .refine(seconds => seconds >= 60, 'at least a minute is needed, such as 8h or { hours: 8 }');

const policySchema = z.strictObject({
  name: text,
  match: z
    .strictObject({
      clusters: z.array(text).min(1).default(['*']),
      namespaces: z.array(text).min(1).default(['*']),
      labels: z.record(text, z.string()).default({}),
    })
    .prefault({}),
  requesters: personRefs,
  voters: personRefs,
  votes: z.int().min(1).max(99).default(1),
  fourEyes: z.boolean().default(true),
  lifetime: duration.default(86_400),
  freezes: z.array(freezeSchema).default([]),
  checks: z
    .strictObject({ block: z.array(text).default(['*']), unknownBlocks: z.boolean().default(true) })
    .prefault({}),
  breakGlass: personRefs.default([]),
});

const promotionsSchema = z.strictObject({
  policies: z
    .array(policySchema)
    .default([])
    .superRefine((policies, context) => {
      policies.forEach(({ name }, index) => {
        if (policies.findIndex(other => other.name === name) < index) {
          context.addIssue({
            code: 'custom',
            path: [index, 'name'],
            message: `another policy has the name ${name} too`,
          });
        }
      });
    }),
  admins: adminRefs.default([]),
  requestsByPortal: z.boolean().default(true),
  remindAfter: duration.default(4 * 3_600),
  authors: z.strictObject({ gitHosts: z.boolean().default(false) }).prefault({}),
  ledger: z
    .strictObject({
      signingKey: text.optional(),
      configMap: z.strictObject({ cluster: text, namespace: text, name: text }).optional(),
    })
    .prefault({}),
});

function configuredPolicy({
  name,
  match,
  checks,
  lifetime,
  ...rules
}: z.infer<typeof policySchema>): ConfiguredPolicy {
  return {
    name,
    clusters: match.clusters.map(globPattern),
    namespaces: match.namespaces.map(globPattern),
    labels: Object.entries(match.labels).map(([label, value]) => ({
      name: label,
      value: globPattern(value),
    })),
    policy: {
      names: [name],
      ...rules,
      lifetimeSeconds: lifetime,
      blockingChecks: checks.block,
      unknownBlocks: checks.unknownBlocks,
      notes: [],
    },
  };
}
