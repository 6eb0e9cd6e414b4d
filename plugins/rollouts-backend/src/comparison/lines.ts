import type { JsonValue } from '@backstage/types';
import type { Difference } from '@greenroom/plugin-rollouts-common';
import type { Container, PodTemplate, Variable, Volume } from './podTemplate';
import { HIDDEN, shown, shownArgument } from './masking';
import { probeInWords } from './probes';

/** One thing that a template says. `value` is what two templates are compared by and never leaves the backend; `text` may be shown. */
export interface Line {
  about: Difference['about'];
  name: string;
  value: string;
  text: string;
}

/** Longer texts are told to differ, not shown. */
const SHOWN = 300;

const hashLabels: ReadonlySet<string> = new Set(['rollouts-pod-template-hash', 'pod-template-hash']);
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const told: ReadonlySet<string> = new Set([
  'name',
  'image',
  'env',
  'envFrom',
  'resources',
  'volumeMounts',
  'command',
  'args',
  ...probes,
]);
/** Where a volume comes from that holds configuration. */
const configVolumes: ReadonlySet<string> = new Set(['configMap', 'secret', 'projected', 'csi']);

/** Everything a template says, each in a line of its own. Of secrets: that they are referred to. Pure. */
export function linesOf({ metadata, spec }: PodTemplate): Line[] {
  const { containers, initContainers, volumes, ...rest } = spec;
  return [
    ...containers.flatMap(container => linesOfContainer(container.name, container)),
    ...initContainers.flatMap(container => linesOfContainer(`${container.name} (init)`, container)),
    ...volumes.map(linesOfVolume),
    ...Object.entries(metadata?.labels ?? {})
      .filter(([label]) => !hashLabels.has(label))
      .map(([label, value]) => literal('other', `label ${label}`, value)),
    ...Object.entries(metadata?.annotations ?? {}).map(([annotation, value]) =>
      literal('other', `annotation ${annotation}`, value, annotation),
    ),
    ...Object.entries(rest).map(([key, value]) => asItIs('other', key, value)),
  ];
}

function linesOfContainer(called: string, container: Container): Line[] {
  const name = (what: string) => `${called}: ${what}`;
  const rest = Object.entries(container).filter(([key]) => !told.has(key));
  return [
    ...(container.image === undefined ? [] : [plain('image', name('image'), container.image)]),
    ...container.env.map(variable => lineOfVariable(called, variable)),
    ...container.envFrom.map(source => lineOfEnvFrom(called, source)),
    ...linesOfResources(called, container.resources ?? {}),
    ...probes.flatMap(probe => {
      const written = container[probe];
      return written === undefined ? [] : [lineOfProbe(called, probe, written)];
    }),
    ...container.volumeMounts.map(({ mountPath, ...mount }) =>
      asItIs('config', name(`mount ${textOf(mountPath)}`), mount),
    ),
    ...(['command', 'args'] as const).flatMap(key => lineOfCommand(name(key), container[key])),
    ...rest.map(([key, value]) => asItIs('other', name(key), value)),
  ];
}

function lineOfVariable(called: string, { name, value, valueFrom }: Variable): Line {
  const what = `${called}: ${name}`;
  return valueFrom === undefined
    ? literal('environment', what, value ?? '', name)
    : plain('environment', what, referenceInWords(valueFrom));
}

/** Where a value is taken from; the value itself is not read. */
function referenceInWords(valueFrom: Record<string, JsonValue>): string {
  return Object.entries(valueFrom)
    .map(([kind, source]) => {
      const { name, key, fieldPath, containerName, resource } = fieldsOf(source);
      switch (kind) {
        case 'secretKeyRef':
          return `from secret ${textOf(name)}, key ${textOf(key)}`;
        case 'configMapKeyRef':
          return `from config map ${textOf(name)}, key ${textOf(key)}`;
        case 'fieldRef':
          return `from field ${textOf(fieldPath)}`;
        case 'resourceFieldRef':
          return `from resource ${textOf(resource)}${containerName === undefined ? '' : ` of ${textOf(containerName)}`}`;
        default:
          return `from ${kind} ${canonical(source)}`;
      }
    })
    .join(', ');
}

function lineOfEnvFrom(called: string, { prefix, ...sources }: Record<string, JsonValue>): Line {
  const from = Object.entries(sources).map(([kind, source]) => {
    const words = { secretRef: 'secret', configMapRef: 'config map' }[kind] ?? kind;
    return `${words} ${textOf(fieldsOf(source).name)}`;
  });
  const how = typeof prefix === 'string' && prefix !== '' ? `all of it, as ${prefix}…` : 'all of it';
  return plain('config', `${called}: environment from ${from.join(', ')}`, how);
}

function linesOfResources(called: string, resources: Record<string, JsonValue>): Line[] {
  const words: Record<string, string> = { requests: 'request', limits: 'limit' };
  return Object.entries(resources).flatMap(([kind, amounts]) => {
    const word = words[kind];
    return word === undefined
      ? [asItIs('resources', `${called}: ${kind}`, amounts)]
      : Object.entries(fieldsOf(amounts)).map(([resource, amount]) =>
          plain('resources', `${called}: ${resource} ${word}`, textOf(amount)),
        );
  });
}

function lineOfProbe(called: string, probe: (typeof probes)[number], written: JsonValue): Line {
  const what = `${called}: ${probe.replace('Probe', ' probe')}`;
  return { about: 'probe', name: what, value: canonical(written), text: short(probeInWords(written)) };
}

/** A command in one line; what its options hide is hidden. */
function lineOfCommand(name: string, command: JsonValue | undefined): Line[] {
  if (!Array.isArray(command)) {
    return [];
  }
  const words = command.map(textOf);
  const text = words.map((word, index) => shownArgument(word, words[index - 1])).join(' ');
  return [{ about: 'other', name, value: canonical(command), text: short(text) }];
}

function linesOfVolume({ name, ...source }: Volume): Line {
  const kind = Object.keys(source)[0];
  const about = kind !== undefined && configVolumes.has(kind) ? 'config' : 'other';
  return asItIs(about, `volume ${name}`, source);
}

function plain(about: Line['about'], name: string, value: string): Line {
  return { about, name, value, text: short(value) };
}

/** A value somebody wrote in full; `called` is the name by which it is told whether it may be a secret. */
function literal(about: Line['about'], name: string, value: string, called = name): Line {
  return { about, name, value, text: short(shown(called, value)) };
}

function asItIs(about: Line['about'], name: string, value: JsonValue): Line {
  return { about, name, value: canonical(value), text: short(inWords(value)) };
}

/** `a: 1, b: [c, d]`, with every leaf shown as a variable of its key would be. */
function inWords(value: JsonValue, key = ''): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => inWords(item, key)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([name, part]) => `${name}: ${inNest(part ?? null, name)}`);
    return parts.join(', ');
  }
  return shownLeaf(value, key);
}

function inNest(value: JsonValue, key: string): string {
  const words = inWords(value, key);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? `{${words}}` : words;
}

/** `secretName` and `serviceAccountToken` name things; only texts under a telling name are hidden. */
function shownLeaf(value: JsonValue, key: string): string {
  const reference = /name$/i.test(key) || key === 'key' || key === 'path';
  return typeof value === 'string' && !reference ? shown(key, value) : textOf(value);
}

function short(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
}

function fieldsOf(value: JsonValue | undefined): Record<string, JsonValue | undefined> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : canonical(value ?? null);
}

/** The same text for the same JSON, whatever the order of its keys. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Whether a value of this line is kept back. */
export function isHidden({ text }: Line): boolean {
  return text.includes(HIDDEN);
}
