import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const templates = resolve(__dirname, '../../../templates');

const schemaOfForm = z.looseObject({ properties: z.record(z.string(), z.looseObject({})) });
const templateSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ parameters: z.array(schemaOfForm) }),
});

/** A golden path as it lies in the repository. */
export interface TemplateFolder {
  template: z.infer<typeof templateSchema>;
  /** Every file, as the scaffolder takes it for a dry run. */
  directoryContents: { path: string; base64Content: string }[];
}

export function readTemplate(name: string): TemplateFolder {
  const folder = join(templates, name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  return {
    template: templateSchema.parse(parse(readFileSync(join(folder, 'template.yaml'), 'utf8'))),
    directoryContents: files.map(file => ({
      path: relative(folder, file),
      base64Content: readFileSync(file).toString('base64'),
    })),
  };
}
