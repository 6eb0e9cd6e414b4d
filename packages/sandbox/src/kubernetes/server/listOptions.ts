import { labelSelector, type LabelTest } from '../selectors';
import { StatusError } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';
import { fieldSelector } from './fieldSelector';
import { isSet } from './requestInfo';

/** The query of a list or watch, checked. */
export interface ListOptions {
  matches(object: KubeObject): boolean;
  /** Whether a selector narrows the list: then how much remains is not told. */
  selective: boolean;
  limit: number;
  continueToken: string;
  resourceVersion: string;
  resourceVersionMatch: string;
  timeoutSeconds?: number;
  allowWatchBookmarks: boolean;
  sendInitialEvents?: boolean;
}

const MATCHES = ['', 'Exact', 'NotOlderThan'];

/** @throws StatusError 400, 422 in Kubernetes' words */
export function listOptions(
  definition: ResourceDefinition,
  query: URLSearchParams,
  watch: boolean,
): ListOptions {
  const labels: LabelTest = labelSelector(query.get('labelSelector') ?? '');
  const fields = fieldSelector(definition, query.get('fieldSelector') ?? '');
  const initial = query.has('sendInitialEvents') ? isSet(query, 'sendInitialEvents') : undefined;
  const options = {
    matches: (object: KubeObject) => labels(object.metadata.labels) && fields(object),
    selective: !!query.get('labelSelector') || !!query.get('fieldSelector'),
    limit: Math.max(0, integer(query, 'limit') ?? 0),
    continueToken: query.get('continue') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    timeoutSeconds: integer(query, 'timeoutSeconds'),
    allowWatchBookmarks: isSet(query, 'allowWatchBookmarks'),
    sendInitialEvents: initial,
  };
  check(options, watch);
  return options;
}

function integer(query: URLSearchParams, key: string): number | undefined {
  const text = query.get(key);
  if (text === null || text === '') return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw StatusError.badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
}

function check(options: ListOptions, watch: boolean): void {
  const { resourceVersion, resourceVersionMatch: match, sendInitialEvents: initial } = options;
  if (!MATCHES.includes(match)) {
    const known = '"Exact", "NotOlderThan", ""';
    throw refused('resourceVersionMatch', `Unsupported value: "${match}": supported values: ${known}`);
  }
  if (watch) return checkWatch(match, initial);
  if (initial !== undefined) throw forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list');
  if (match && !resourceVersion && !options.continueToken) {
    throw forbidden(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (match === 'Exact' && resourceVersion === '0') {
    throw forbidden(
      'resourceVersionMatch',
      'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    );
  }
  return undefined;
}

function checkWatch(match: string, initial: boolean | undefined): void {
  if (initial === undefined && match) {
    const why = 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided';
    throw forbidden('resourceVersionMatch', why);
  }
  if (initial !== undefined && match !== 'NotOlderThan') {
    const why = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    throw forbidden('resourceVersionMatch', why);
  }
}

function forbidden(field: string, why: string): StatusError {
  return refused(field, `Forbidden: ${why}`);
}

function refused(field: string, message: string): StatusError {
  const reason = message.startsWith('Forbidden') ? 'FieldValueForbidden' : 'FieldValueNotSupported';
  const text = `ListOptions.meta.k8s.io "" is invalid: ${field}: ${message}`;
  return StatusError.of(422, 'Invalid', text, {
    group: 'meta.k8s.io',
    kind: 'ListOptions',
    causes: [{ reason, message, field }],
  });
}
