import { parse } from 'yaml';
import { z } from 'zod';
import { type FieldSpec } from './fields';
import { type NameReference } from './fieldSpecs';
import { KustomizeError } from './KustomizeError';
import { fileText } from './loading';
import { type SourceFiles } from './SourceFiles';

const fieldSpecs = z
  .array(
    z.strictObject({
      path: z.string(),
      group: z.string().optional(),
      version: z.string().optional(),
      kind: z.string().optional(),
      create: z.boolean().optional(),
    }),
  )
  .default([]);

const configurationView = z.strictObject({
  nameReference: z
    .array(
      z.strictObject({
        kind: z.string(),
        group: z.string().optional(),
        version: z.string().optional(),
        fieldSpecs,
      }),
    )
    .default([]),
  commonLabels: fieldSpecs,
  labels: fieldSpecs,
  templateLabels: fieldSpecs,
  commonAnnotations: fieldSpecs,
  replicas: fieldSpecs,
  /** Containers are found in every kind anyway. */
  images: fieldSpecs,
});

/** Where kinds that are not built in have their fields. */
export interface Configuration {
  nameReference: NameReference[];
  commonLabels: FieldSpec[];
  labels: FieldSpec[];
  templateLabels: FieldSpec[];
  commonAnnotations: FieldSpec[];
  replicas: FieldSpec[];
}

/** What the files under `configurations` say, together. @throws KustomizeError */
export function readConfigurations(
  files: SourceFiles,
  directory: string,
  entries: readonly string[],
): Configuration {
  const all = entries.map(entry => readOne(fileText(files, directory, entry), entry));
  return {
    nameReference: all.flatMap(each => each.nameReference),
    commonLabels: all.flatMap(each => each.commonLabels),
    labels: all.flatMap(each => each.labels),
    templateLabels: all.flatMap(each => each.templateLabels),
    commonAnnotations: all.flatMap(each => each.commonAnnotations),
    replicas: all.flatMap(each => each.replicas),
  };
}

function readOne(text: string, entry: string) {
  const read = configurationView.safeParse(parse(text));
  if (read.success) return read.data;
  throw new KustomizeError(`${entry}: ${z.prettifyError(read.error)}`);
}
