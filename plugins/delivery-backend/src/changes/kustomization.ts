import { posix } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const names: ReadonlySet<string> = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);
const paths = z.array(z.string()).optional().catch(undefined);
const kustomizationSchema = z.object({
  resources: paths,
  bases: paths,
  components: paths,
  patches: z
    .array(z.object({ path: z.string().optional() }))
    .optional()
    .catch(undefined),
});

export function isKustomization(path: string): boolean {
  return names.has(posix.basename(path));
}

/**
 * Folders and files of the same repository, outside the folder, that a kustomization takes from: what they were then, a
 * revert of the folder does not bring back. Nothing for a text that is no kustomization.
 */
export function takenFromOutside(path: string, text: string, folder: string): string[] {
  const { data } = kustomizationSchema.safeParse(readYaml(text));
  const written = [
    ...(data?.resources ?? []),
    ...(data?.bases ?? []),
    ...(data?.components ?? []),
    ...(data?.patches ?? []).flatMap(patch => patch.path ?? []),
  ];
  const inside = (one: string) => folder === '' || one === folder || one.startsWith(`${folder}/`);
  return written
    .filter(one => one.startsWith('../'))
    .map(one => posix.join(posix.dirname(path), one).replace(/\/$/, ''))
    .filter(one => !one.startsWith('..') && !inside(one));
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
