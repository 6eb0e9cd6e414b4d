import { z } from 'zod';
import { readQuantity } from '../quantity';
import { each, part, text } from '../tolerant';

/** What a quota can count of a pod, by the quota's own names. */
export const podNeedNames = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'] as const;
type NeedName = (typeof podNeedNames)[number];

/** What one pod asks for: cores, bytes. What a container does not say is not known: the cluster may fill it in. */
export type PodNeeds = Readonly<Partial<Record<NeedName, number>>>;

const quantities = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .optional()
  .catch(undefined);
const container = z.object({
  restartPolicy: text,
  resources: part({ requests: quantities, limits: quantities }),
});
export const podSpecSchema = part({ containers: each(container), initContainers: each(container) });
type PodSpec = z.infer<typeof podSpecSchema>;
type Container = z.infer<typeof container>;

/** `undefined` without a template. As the scheduler counts: init containers run one by one, before or beside the others. */
export function podNeeds(spec: PodSpec): PodNeeds | undefined {
  if (!spec || spec.containers.length === 0) {
    return undefined;
  }
  const beside = spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const before = spec.initContainers.filter(({ restartPolicy }) => restartPolicy !== 'Always');
  const needs = podNeedNames.flatMap(name => {
    const running = [...spec.containers, ...beside].map(one => needOf(one, name));
    const known = running.flatMap(need => need ?? []);
    const first = before.map(one => needOf(one, name) ?? 0);
    const sum = known.reduce((total, need) => total + need, 0);
    return known.length < running.length ? [] : [[name, Math.max(sum, ...first)] as const];
  });
  return Object.fromEntries(needs);
}

/** A container that has a limit only asks for as much. */
function needOf({ resources }: Container, name: NeedName): number | undefined {
  const [of, resource = ''] = name.split('.');
  const limit = resources?.limits?.[resource];
  return readQuantity(of === 'limits' ? limit : (resources?.requests?.[resource] ?? limit));
}
