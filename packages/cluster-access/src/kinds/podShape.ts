import { z } from 'zod';
import { readQuantity } from './quantity';
import { each, part, text } from './tolerant';

/** What all pods of one template have in common: held once for all of them. */
export interface PodShape {
  /** Names of its containers, and of those that run before or beside them. */
  readonly containers: readonly string[];
  readonly initContainers?: readonly string[];
  /** What the scheduler keeps free for it: cores and bytes, 0 where nothing is asked for. */
  readonly cpuCores: number;
  readonly memoryBytes: number;
  /** What all containers together may use; absent where one of them has no limit. */
  readonly cpuCoresLimit?: number;
  readonly memoryBytesLimit?: number;
  /** The most that one container may use. */
  readonly largestCpuCores?: number;
  readonly largestMemoryBytes?: number;
  /** Name of its PriorityClass. */
  readonly priority?: string;
  /** Names of the claims that it mounts. */
  readonly claims?: readonly string[];
  /** Something holds it back from the scheduler. */
  readonly gated?: true;
}

const quantities = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .optional()
  .catch(undefined);
const container = z.object({
  name: z.string(),
  image: text,
  restartPolicy: text,
  resources: part({ requests: quantities, limits: quantities }),
});
type Container = z.infer<typeof container>;

/** The part of a pod's spec, or of a template's, that shapes are made from. */
export const podSpec = part({
  nodeName: text,
  containers: each(container),
  initContainers: each(container),
  priorityClassName: text,
  // Most volumes are none of a claim: one that lacks a field costs less than one that is refused.
  volumes: each(z.object({ persistentVolumeClaim: part({ claimName: text }) })),
  schedulingGates: each(z.object({ name: z.string() })),
});
type PodSpec = NonNullable<z.infer<typeof podSpec>>;

/**
 * As the scheduler counts: init containers run one by one before the others, or, when they are restarted always, beside
 * them; who has only a limit asks for as much (kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers).
 */
export function podShape(spec: PodSpec): PodShape {
  const { containers, initContainers } = spec;
  const beside = initContainers.filter(isBeside);
  const running = [...containers, ...beside];
  const before = initContainers.filter(one => !isBeside(one));
  const limits = { cpu: limitOfAll(running, 'cpu'), memory: limitOfAll(running, 'memory') };
  const largest = { cpu: largestLimit(running, 'cpu'), memory: largestLimit(running, 'memory') };
  const claims = spec.volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  return {
    containers: containers.map(({ name }) => name),
    ...(initContainers.length > 0 && { initContainers: initContainers.map(({ name }) => name) }),
    cpuCores: requestOfAll(running, before, 'cpu'),
    memoryBytes: requestOfAll(running, before, 'memory'),
    ...(limits.cpu !== undefined && { cpuCoresLimit: limits.cpu }),
    ...(limits.memory !== undefined && { memoryBytesLimit: limits.memory }),
    ...(largest.cpu !== undefined && { largestCpuCores: largest.cpu }),
    ...(largest.memory !== undefined && { largestMemoryBytes: largest.memory }),
    ...(spec.priorityClassName !== undefined && { priority: spec.priorityClassName }),
    ...(claims.length > 0 && { claims }),
    ...(spec.schedulingGates.length > 0 && { gated: true }),
  };
}

/** The image of each container of a template. */
export function imagesOf(spec: PodSpec): Record<string, string> {
  return Object.fromEntries(
    spec.containers.flatMap(({ name, image }) => (image === undefined ? [] : [[name, image]])),
  );
}

type Resource = 'cpu' | 'memory';

function isBeside({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

function requestOf({ resources }: Container, resource: Resource): number {
  return readQuantity(resources?.requests?.[resource] ?? resources?.limits?.[resource]) ?? 0;
}

function requestOfAll(running: readonly Container[], before: readonly Container[], resource: Resource) {
  const sum = running.reduce((total, one) => total + requestOf(one, resource), 0);
  return Math.max(sum, ...before.map(one => requestOf(one, resource)));
}

function limitsOf(running: readonly Container[], resource: Resource): number[] {
  return running.flatMap(({ resources }) => readQuantity(resources?.limits?.[resource]) ?? []);
}

function limitOfAll(running: readonly Container[], resource: Resource): number | undefined {
  const limits = limitsOf(running, resource);
  return running.length > 0 && limits.length === running.length
    ? limits.reduce((total, limit) => total + limit, 0)
    : undefined;
}

function largestLimit(running: readonly Container[], resource: Resource): number | undefined {
  const limits = limitsOf(running, resource);
  return limits.length === 0 ? undefined : Math.max(...limits);
}
