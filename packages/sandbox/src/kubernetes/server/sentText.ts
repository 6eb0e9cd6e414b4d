import { parseDocument } from 'yaml';
import { StatusError } from '../StatusError';
import type { ApiRequest } from './ApiRequest';
import { duplicateFields } from './duplicateFields';

/** What was sent, and what its text says twice, in the words of who reads it. */
export interface Read {
  value: unknown;
  repeated: readonly string[];
  yaml: boolean;
}

const BODY_TYPES = ['application/json', 'application/yaml', ''];

/** @throws StatusError 400, 415 */
export function sentText(request: ApiRequest): Read {
  if (!BODY_TYPES.includes(request.contentType)) {
    const known = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';
    throw StatusError.unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${known}`,
    );
  }
  try {
    return request.contentType === 'application/yaml' ? readYaml(request.body) : readJson(request.body);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    const shown = request.body.slice(0, 100) || '<empty>';
    throw StatusError.badRequest(
      `the object provided is unrecognized (must be of type ${request.definition.kind}): couldn't get version/kind; json parse error: ${why} (${shown})`,
    );
  }
}

/** The body as JSON. @throws StatusError 400, 415 */
export function sentJson(request: ApiRequest): unknown {
  return sentText(request).value;
}

function readJson(text: string): Read {
  const value: unknown = JSON.parse(text);
  return {
    value,
    repeated: duplicateFields(text).map(path => `duplicate field ${JSON.stringify(path)}`),
    yaml: false,
  };
}

const DUPLICATE = 'DUPLICATE_KEY';

function readYaml(text: string): Read {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw error;
  const strict = parseDocument(text, { prettyErrors: true });
  const repeated = strict.errors.flatMap(({ code, pos, linePos }) =>
    code === DUPLICATE
      ? [`line ${linePos?.[0].line ?? 0}: key ${JSON.stringify(keyAt(text, pos[0]))} already set in map`]
      : [],
  );
  return { value: document.toJS(), repeated, yaml: true };
}

function keyAt(text: string, position: number): string {
  return /^["']?([^"':\s]+)/.exec(text.slice(position))?.[1] ?? '';
}
