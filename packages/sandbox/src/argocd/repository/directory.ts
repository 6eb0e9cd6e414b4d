import { parseAllDocuments, type YAMLError } from 'yaml';
import { isObject, type JsonObject } from '../../kubernetes/json';
import { type FileTree } from './FileTree';
import { RepoServerError } from './RepoServerError';

const manifestFile = /\.(ya?ml|json|jsonnet)$/;

/** The objects in the files of a directory, file by file. @throws RepoServerError */
export function directoryObjects(files: FileTree, path: string, recurse: boolean): JsonObject[] {
  return files
    .list(path, recurse)
    .filter(file => manifestFile.test(file))
    .flatMap(file => fileObjects(relative(file, path), files.read(file) ?? ''));
}

function relative(file: string, path: string): string {
  const clean = path.replace(/^\.?\/+|\/+$/g, '');
  return clean && clean !== '.' ? file.slice(clean.length + 1) : file;
}

/** A file that does not look like a manifest may be broken: nobody meant it. */
function fileObjects(name: string, text: string): JsonObject[] {
  const documents = parseAllDocuments(text, { merge: true });
  if (!Array.isArray(documents)) return [];
  const objects: JsonObject[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      if (objects.length === 0 && !looksLikeManifest(text)) return [];
      throw unreadable(name, error);
    }
    const value: unknown = document.toJS();
    if (isObject(value) && typeof value.kind === 'string') objects.push(value);
  }
  return objects;
}

function looksLikeManifest(text: string): boolean {
  return ['apiVersion:', 'kind:', 'metadata:'].every(field => text.includes(field));
}

function unreadable(name: string, error: YAMLError): RepoServerError {
  const { line, words } = inGoWords(error);
  return new RepoServerError(
    'FailedPrecondition',
    `Failed to unmarshal "${name}": failed to unmarshal manifest: error converting YAML to JSON: yaml: line ${line}: ${words}`,
  );
}

/** What the YAML library of the real one says of the same mistakes. Its parser counts lines from none, its scanner from one. */
function inGoWords({ code, message, linePos }: YAMLError): { line: number; words: string } {
  const line = linePos?.[0].line ?? 1;
  const before = Math.max(1, line - 1);
  if (/^Flow sequence/.test(message)) return { line: before, words: "did not find expected ',' or ']'" };
  if (/^Flow map/.test(message)) return { line: before, words: "did not find expected ',' or '}'" };
  switch (code) {
    case 'BAD_INDENT':
      return { line: before, words: 'did not find expected key' };
    case 'MISSING_CHAR':
      return { line: before, words: "did not find expected ',' or ']'" };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { line, words: 'mapping values are not allowed in this context' };
    case 'MULTILINE_IMPLICIT_KEY':
      return { line, words: "could not find expected ':'" };
    case 'TAB_AS_INDENT':
      return { line, words: 'found character that cannot start any token' };
    default:
      return { line, words: (message.split(' at line ')[0] ?? '').toLowerCase() };
  }
}
