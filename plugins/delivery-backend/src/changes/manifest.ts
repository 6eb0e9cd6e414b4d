import { isMap, isPair, isScalar, parseAllDocuments, type Pair, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { holdingAnnotations } from '../argo/imageUpdates';

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
export function heldBack(
  text: string,
  { namespace, name }: { namespace: string; name: string },
): string | undefined {
  for (const document of parseAllDocuments(text)) {
    const { data } = manifestSchema.safeParse(document.errors.length > 0 ? undefined : document.toJS());
    if (data && data.metadata.name === name && (data.metadata.namespace ?? namespace) === namespace) {
      const annotations = document.getIn(['metadata', 'annotations']);
      return isMap(annotations) && !annotations.flow
        ? written(text, annotations, holdingAnnotations(data.metadata.annotations))
        : undefined;
    }
  }
  return undefined;
}

/** From the end, so that what comes before stays where it is. */
function written(text: string, annotations: YAMLMap, wanted: Record<string, string>): string {
  const [start = 0] = annotations.range ?? [];
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const edits = Object.entries(wanted).map(([key, value]) =>
    editOf(text, annotations, { key, value, indent }),
  );
  return edits
    .sort((one, other) => other.from - one.from)
    .reduce((edited, { from, to, put }) => edited.slice(0, from) + put + edited.slice(to), text);
}

interface Edit {
  from: number;
  to: number;
  put: string;
}

/** A value that is there is replaced, a new line goes below the last one. */
function editOf(
  text: string,
  annotations: YAMLMap,
  { key, value, indent }: { key: string; value: string; indent: string },
): Edit {
  const there = endsOf(
    annotations.items.find(pair => isPair(pair) && isScalar(pair.key) && pair.key.value === key),
  );
  const quoted = `'${value}'`;
  if (there) {
    return { ...there, put: quoted };
  }
  const last = endsOf(annotations.items.at(-1))?.to ?? 0;
  const end = text.indexOf('\n', last);
  const from = end === -1 ? text.length : end;
  return { from, to: from, put: `\n${indent}${key}: ${quoted}` };
}

function endsOf(pair: Pair | undefined): { from: number; to: number } | undefined {
  const range = isScalar(pair?.value) ? pair.value.range : undefined;
  return range ? { from: range[0], to: range[1] } : undefined;
}
