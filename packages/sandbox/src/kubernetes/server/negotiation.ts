import { stringify } from 'yaml';
import { StatusError } from '../StatusError';
import type { IncludeObject } from './tables/tableOf';

/** In which form somebody wants an answer. */
export interface Format {
  as: 'object' | 'table' | 'partial';
  yaml: boolean;
  includeObject: IncludeObject;
}

const FORMS: Record<string, Format['as']> = {
  Table: 'table',
  PartialObjectMetadata: 'partial',
  PartialObjectMetadataList: 'partial',
};
const JSON_TYPES = ['application/json', '*/*', 'application/*'];
const YAML_TYPES = ['application/yaml'];

/** The first form of `Accept` that we have. @throws StatusError 406 */
export function formatOf(accept: string | undefined, query: URLSearchParams): Format {
  const includeObject = includedOf(query.get('includeObject'));
  for (const range of (accept || '*/*').split(',')) {
    const [type = '', ...parameters] = range.split(';').map(part => part.trim());
    const form = parameters.find(parameter => parameter.startsWith('as='))?.slice(3);
    const as = form === undefined ? 'object' : FORMS[form];
    const yaml = YAML_TYPES.includes(type);
    if (as && (yaml || JSON_TYPES.includes(type))) return { as, yaml, includeObject };
  }
  const types = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';
  throw StatusError.of(
    406,
    'NotAcceptable',
    `406: Not Acceptable\n\nAvailable representations: ${types}`,
    {},
  );
}

function includedOf(value: string | null): IncludeObject {
  return value === 'None' || value === 'Object' ? value : 'Metadata';
}

/** An answer before it goes out. */
export interface Answer {
  code: number;
  type: string;
  body: string;
  headers?: Record<string, string>;
}

export function json(code: number, text: string, headers?: Record<string, string>): Answer {
  return { code, type: 'application/json', body: text, ...(headers && { headers }) };
}

export function plainText(code: number, body: string, headers?: Record<string, string>): Answer {
  return { code, type: 'text/plain; charset=utf-8', body, ...(headers && { headers }) };
}

/** A JSON text in the form that was asked for. */
export function written(format: Format, code: number, text: string): Answer {
  if (!format.yaml) return json(code, text);
  return { code, type: 'application/yaml', body: stringify(JSON.parse(text), { version: '1.1' }) };
}
