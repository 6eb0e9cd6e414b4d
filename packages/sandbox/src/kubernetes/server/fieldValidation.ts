import { pruned } from '../schemas/shaping';
import { schemaOf } from '../schemas/schemaOf';
import type { StatusError } from '../StatusError';
import type { ApiRequest } from './ApiRequest';
import type { Read } from './sentText';
import { badOption, type OptionsKind } from './writeOptions';

/** What is done about fields that nobody knows or that are said twice: taken silently, with a warning, or not at all. */

const CHOICES = ['', 'Ignore', 'Strict', 'Warn'] as const;
type Choice = (typeof CHOICES)[number];

/** @throws StatusError 422 for a choice that there is not */
export function checkFieldValidation(kind: OptionsKind, query: URLSearchParams): void {
  const given = query.get('fieldValidation') ?? '';
  if (CHOICES.some(each => each === given)) return;
  const message = `Unsupported value: ${JSON.stringify(given)}: supported values: ${CHOICES.map(each => JSON.stringify(each)).join(', ')}`;
  throw badOption(kind, 'fieldValidation', 'FieldValueNotSupported', message);
}

/**
 * The value without what its kind does not know.
 * @param read what was said twice, as the reader of its text tells it
 * @param refuse makes the refusal of what a strict request will not have
 */
export function knownFields(
  request: ApiRequest,
  value: unknown,
  { repeated, yaml }: Pick<Read, 'repeated' | 'yaml'>,
  refuse: (why: string) => StatusError,
): unknown {
  const unknown: string[] = [];
  const known = pruned(schemaOf(request.definition), value, unknown);
  const strange = [...repeated, ...unknown.map(path => `unknown field ${JSON.stringify(path)}`)];
  if (strange.length === 0) return known;
  const choice = choiceOf(request);
  if (choice === 'Strict') throw refuse(strictError(strange, yaml && repeated.length > 0));
  if (choice === 'Warn') request.warnings.push(...strange);
  return known;
}

function strictError(strange: readonly string[], ofYaml: boolean): string {
  return `strict decoding error: ${ofYaml ? 'yaml: unmarshal errors:\n  ' : ''}${strange.join(', ')}`;
}

function choiceOf({ info }: ApiRequest): Choice {
  const given = info.query.get('fieldValidation') ?? '';
  return CHOICES.find(each => each !== '' && each === given) ?? 'Warn';
}
