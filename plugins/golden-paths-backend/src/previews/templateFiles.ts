import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { walkFolder } from './walkFolder';

export interface TemplateFile {
  path: string;
  base64Content: string;
}

/** Most of a template that is sent to the scaffolder, which takes 10 MB of JSON. */
const MOST_BYTES = 6 * 1024 * 1024;
const MOST_FILES = 1_000;

/**
 * The folder of a template, as it is stored where the catalog read it from: nobody who asks for a preview says what is in
 * it. Links are left out.
 * @throws NotFoundError for a template without a place, InputError for one that is too large
 */
export async function templateFiles(
  template: Entity,
  reader: Pick<UrlReaderService, 'readTree'>,
): Promise<TemplateFile[]> {
  const annotations = template.metadata.annotations ?? {};
  const location = annotations[ANNOTATION_SOURCE_LOCATION] ?? annotations[ANNOTATION_LOCATION];
  if (location === undefined) {
    throw new NotFoundError('Nobody can tell where this template is stored.');
  }
  const { type, target } = parseLocationRef(location);
  return type === 'url' ? fromUrl(target, reader) : fromFolder(target);
}

async function fromUrl(target: string, reader: Pick<UrlReaderService, 'readTree'>): Promise<TemplateFile[]> {
  const folder = target.endsWith('/') ? target : new URL('.', target).toString();
  const tree = await reader.readTree(folder);
  const files: TemplateFile[] = [];
  let bytes = 0;
  for (const file of await tree.files()) {
    const content = await file.content();
    bytes += content.length;
    mustBeSmall(files.length + 1, bytes);
    files.push({ path: file.path, base64Content: content.toString('base64') });
  }
  return files;
}

async function fromFolder(target: string): Promise<TemplateFile[]> {
  const given = target.startsWith('file:') ? fileURLToPath(target) : target;
  const isFolder = (await stat(given)).isDirectory();
  const folder = await realpath(isFolder ? given : dirname(given));
  const files: TemplateFile[] = [];
  let bytes = 0;
  for (const path of await walkFolder(folder)) {
    const content = await readFile(resolveSafeChildPath(folder, path));
    bytes += content.length;
    mustBeSmall(files.length + 1, bytes);
    files.push({ path: path.split(sep).join('/'), base64Content: content.toString('base64') });
  }
  return files;
}

function mustBeSmall(files: number, bytes: number): void {
  if (files > MOST_FILES || bytes > MOST_BYTES) {
    throw new InputError(
      `The template is too large to be shown: more than ${MOST_FILES} files or ${MOST_BYTES} bytes.`,
    );
  }
}
