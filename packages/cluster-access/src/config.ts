import type { Config } from '@backstage/config';
import { z } from 'zod';

const common = {
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'use letters, digits, dots and dashes')
    .max(100),
  title: z.string().optional(),
  namespaces: z
    .array(z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'give names of namespaces'))
    .min(1, 'name at least one, or leave it out')
    .transform(names => [...new Set(names)])
    .optional(),
};

const kubeconfigEntry = z.strictObject({
  ...common,
  kubeconfig: z.strictObject({ file: z.string().min(1), context: z.string().min(1).optional() }),
});
const inClusterEntry = z.strictObject({ ...common, inCluster: z.literal(true) });
const urlEntry = z
  .strictObject({
    ...common,
    url: z.url({ protocol: /^https$/, error: 'give the https URL of the API server' }),
    caFile: z.string().min(1).optional(),
    caData: z.string().min(1).optional(),
    tokenFile: z.string().min(1).optional(),
    token: z.string().min(1).optional(),
    skipTlsVerify: z.boolean().optional(),
  })
  .refine(entry => !(entry.caFile && entry.caData), {
    path: ['caData'],
    error: 'give caFile or caData, not both',
  })
  .refine(entry => (entry.tokenFile === undefined) !== (entry.token === undefined), {
    path: ['tokenFile'],
    error: 'give tokenFile, or token where no file is possible',
  });

export type KubeconfigEntry = z.infer<typeof kubeconfigEntry>;
export type UrlEntry = z.infer<typeof urlEntry>;
export type ClusterEntry = KubeconfigEntry | z.infer<typeof inClusterEntry> | UrlEntry;

/** One configured cluster: what was read, or what is wrong with it and where. */
export type ConfiguredCluster = { name: string; title?: string; namespaces?: string[] } & (
  { entry: ClusterEntry } | { problem: string }
);

const key = 'kubernetes.clusters';

/**
 * Reads `kubernetes.clusters`. A wrong entry stops nothing else: it comes back with a `problem` that names its key,
 * under its own name where it has a usable one, else under its place in the list.
 */
export function readClusters(config: Config): ConfiguredCluster[] {
  const value: unknown = config.getOptional(key);
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    return [{ name: key, problem: `${key}: give a list of clusters, each with a name` }];
  }
  const taken = new Set<string>();
  return value.map((raw: unknown, index) => {
    const read = readEntry(raw, `${key}[${index}]`);
    if (taken.has(read.name)) {
      const place = `${key}[${index}]`;
      return { name: place, problem: `${place}.name: there is another cluster of the name ${read.name}` };
    }
    taken.add(read.name);
    return read;
  });
}

function readEntry(raw: unknown, place: string): ConfiguredCluster {
  const named = z.object(common).safeParse(raw);
  if (!named.success) {
    return { name: place, problem: describe(named.error, place) };
  }
  const { name, title, namespaces } = named.data;
  const parsed = schemaFor(raw)?.safeParse(raw);
  if (!parsed) {
    return { name, title, problem: `${place}: give one of kubeconfig, inCluster or url` };
  }
  return parsed.success
    ? { name, title, ...(namespaces && { namespaces }), entry: parsed.data }
    : { name, title, problem: describe(parsed.error, place) };
}

/** By the way that was chosen, so that the error is about that way and not about all three. */
function schemaFor(raw: unknown): z.ZodType<ClusterEntry> | undefined {
  const ways = [
    ['kubeconfig', kubeconfigEntry],
    ['inCluster', inClusterEntry],
    ['url', urlEntry],
  ] as const;
  const shape = z.record(z.string(), z.unknown()).safeParse(raw);
  return ways.find(([way]) => shape.success && shape.data[way] !== undefined)?.[1];
}

function describe(error: z.ZodError, place: string): string {
  return error.issues.map(issue => `${[place, ...issue.path].join('.')}: ${issue.message}`).join('; ');
}
