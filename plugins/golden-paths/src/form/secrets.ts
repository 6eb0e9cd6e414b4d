import type { TaskSpec } from '@backstage/plugin-scaffolder-common';
import type { Values } from './schema';

/** What the scaffolder itself hands over to every run. */
const ofEveryRun = new Set(['backstageToken', '__initiatorCredentials']);

/**
 * Which answers are secrets: Backstage's form keeps a secret beside the values, never in them, and leaves a star for each
 * of its characters in its place.
 */
export function maskedIn(values: Values): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && /^\*+$/.test(value) ? [name] : [],
  );
}

/** The secrets that a run was given by a person: none of them is kept, so each has to be asked for again. */
export function secretsOfRun({ steps, output, parameters }: TaskSpec): string[] {
  const asked = textsIn([steps, output]).flatMap(namesIn);
  const names = new Set([...maskedIn(readValues(parameters)), ...asked]);
  return [...names].filter(name => !ofEveryRun.has(name)).sort();
}

export function withoutNames(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** A run's answers, without those that were none. */
export function readValues(parameters: TaskSpec['parameters']): Values {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** As templates write them: `secrets.name`, `secrets['name']`; those of the environment are the platform team's. */
function namesIn(text: string): string[] {
  const uses = text.matchAll(/(?<!environment\.)\bsecrets(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])/g);
  return [...uses].flatMap(([, plain, quoted]) => plain ?? quoted ?? []);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
