import { isMap, isPair, isScalar, parseAllDocuments, type Pair, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { holdingAnnotations, releasingAnnotations } from '../argo/imageUpdates';

const manifestSchema = z.object({
  kind: z.literal('Application'),
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    annotations: z.record(z.string(), z.string()),
  }),
});

/**
 * The text of a file with the manifest of an Application in it, so that Argo CD Image Updater lets no tag of its images in.
 * Nothing but those lines changes. `undefined` for a file that has no such manifest, or one that can not be edited by lines.
 */
export function heldBack(text: string, application: Named): string | undefined {
  return edited(text, application, holdingAnnotations);
}

/** The same so that it lets them in again; `undefined` also for a manifest that holds nothing back. */
export function letIn(text: string, application: Named): string | undefined {
  const after = edited(text, application, releasingAnnotations);
  return after === text ? undefined : after;
}

type Named = { namespace: string; name: string };

/** Annotations as they shall be; `undefined` for one that goes. */
type Wanted = Readonly<Record<string, string | undefined>>;

function edited(
  text: string,
  { namespace, name }: Named,
  wantedOf: (annotations: Record<string, string>) => Wanted,
): string | undefined {
  for (const document of parseAllDocuments(text)) {
    const { data } = manifestSchema.safeParse(document.errors.length > 0 ? undefined : document.toJS());
    if (data && data.metadata.name === name && (data.metadata.namespace ?? namespace) === namespace) {
      const annotations = document.getIn(['metadata', 'annotations']);
      return isMap(annotations) && !annotations.flow
        ? written(text, annotations, wantedOf(data.metadata.annotations))
        : undefined;
    }
  }
  return undefined;
}

/** From the end, so that what comes before stays where it is. */
function written(text: string, annotations: YAMLMap, wanted: Wanted): string {
  const [start = 0] = annotations.range ?? [];
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const edits = Object.entries(wanted).map(([key, value]) =>
    editOf(text, annotations, { key, value, indent }),
  );
  return edits
    .sort((one, other) => other.from - one.from)
    .reduce((before, { from, to, put }) => before.slice(0, from) + put + before.slice(to), text);
}

interface Edit {
  from: number;
  to: number;
  put: string;
}

/** A value that is there is replaced, one that goes takes its line with it, a new line goes below the last one. */
function editOf(
  text: string,
  annotations: YAMLMap,
  { key, value, indent }: { key: string; value: string | undefined; indent: string },
): Edit {
  const pair = annotations.items.find(each => isPair(each) && isScalar(each.key) && each.key.value === key);
  const there = endsOf(pair);
  if (value === undefined) {
    return lineOf(text, there?.from ?? 0);
  }
  const quoted = `'${value}'`;
  if (there) {
    return { ...there, put: quoted };
  }
  const last = endsOf(annotations.items.at(-1))?.to ?? 0;
  const end = text.indexOf('\n', last);
  const from = end === -1 ? text.length : end;
  return { from, to: from, put: `\n${indent}${key}: ${quoted}` };
}

/** The whole line at a place, with its end. */
function lineOf(text: string, at: number): Edit {
  const end = text.indexOf('\n', at);
  return { from: text.lastIndexOf('\n', at - 1) + 1, to: end === -1 ? text.length : end + 1, put: '' };
}

function endsOf(pair: Pair | undefined): { from: number; to: number } | undefined {
  const range = isScalar(pair?.value) ? pair.value.range : undefined;
  return range ? { from: range[0], to: range[1] } : undefined;
}
