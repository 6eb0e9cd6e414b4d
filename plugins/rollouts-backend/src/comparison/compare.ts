import type { Comparison, Difference, Revision } from '@greenroom/plugin-rollouts-common';
import { isHidden, type Line } from './lines';

/** A revision with what its template says. */
export interface Side {
  revision: Revision;
  lines: readonly Line[];
}

const order: readonly Difference['about'][] = [
  'image',
  'replicas',
  'environment',
  'config',
  'resources',
  'probe',
  'other',
];

/** What differs between what is live and what would go live. Nothing to compare where a side is missing. Pure. */
export function compare(active: Side | undefined, preview: Side | undefined): Comparison {
  const sides = { active: active && named(active.revision), preview: preview && named(preview.revision) };
  if (!active || !preview) {
    return { ...sides, differences: [], same: 0 };
  }
  const [before, after] = [byName(allLines(active, preview)), byName(allLines(preview, active))];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const different = keys.filter(key => before.get(key)?.value !== after.get(key)?.value);
  const lines = different.map(key => [before.get(key), after.get(key)] as const);
  const hidden = lines.filter(pair => pair.some(line => line && isHidden(line))).length;
  return {
    ...sides,
    differences: lines.flatMap(([was, is]) => difference(was, is)).sort(byAboutAndName),
    same: keys.length - different.length,
    ...(hidden > 0 && {
      notes: [
        `${hidden === 1 ? 'one value that differs is' : `${hidden} values that differ are`} not shown: by name or form they may be secrets`,
      ],
    }),
  };
}

function named({ revision, images }: Revision) {
  const tag = images.find(image => image.tag !== undefined)?.tag;
  return { revision, ...(tag !== undefined && { tag }) };
}

/** What the template says, and what only the running revision does: its digests and how many there are to be. */
function allLines({ revision, lines }: Side, other: Side): Line[] {
  const isKnownThere = new Set(other.revision.images.flatMap(one => (one.digest ? [one.container] : [])));
  // Known when a pod runs it: until then it is not known, which is neither gone nor the same.
  const digests = revision.images.flatMap(({ container, digest }): Line[] => {
    const text = digest ?? (isKnownThere.has(container) ? 'not known yet' : undefined);
    return text === undefined ? [] : [{ about: 'image', name: `${container}: digest`, value: text, text }];
  });
  const desired = String(revision.replicas.desired);
  return [...lines, ...digests, { about: 'replicas', name: 'replicas', value: desired, text: desired }];
}

/** A list may say a thing twice (a variable that is set again): the last one holds, as for Kubernetes. */
function byName(lines: readonly Line[]): ReadonlyMap<string, Line> {
  return new Map(lines.map(line => [`${line.about} ${line.name}`, line]));
}

function difference(was: Line | undefined, is: Line | undefined): Difference[] {
  const line = is ?? was;
  return line
    ? [
        {
          about: line.about,
          name: line.name,
          ...(was && { active: was.text }),
          ...(is && { preview: is.text }),
        },
      ]
    : [];
}

function byAboutAndName(a: Difference, b: Difference): number {
  return order.indexOf(a.about) - order.indexOf(b.about) || a.name.localeCompare(b.name, 'en');
}
