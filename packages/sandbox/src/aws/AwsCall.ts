import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from './AwsError';
import { cloudwatch } from './cloudwatch/cloudwatch';
import { one } from './identity/Authorization';
import { sts } from './identity/sts';
import type { JsonService, QueryService } from './Operation';
import { rds } from './rds/rds';
import { QueryForm } from './wire/QueryForm';
import type { Protocol } from './wire/replies';

/** What is asked of which service, in its own way of asking. */
export type Asked =
  | { kind: 'query'; service: QueryService; action: string; form: QueryForm }
  | { kind: 'json'; service: JsonService; action: string; input: unknown };

/** In which protocol a request is, to refuse it in; that of RDS where there is no telling. */
export function protocolOf(headers: IncomingHttpHeaders, body: string): Protocol {
  if (headers['x-amz-target'] !== undefined) return cloudwatch.protocol;
  return queryServices.find(({ version }) => version === versionIn(body))?.protocol ?? rds.protocol;
}

/**
 * Finds the service that a request means: all are on one address.
 *
 * @throws AwsError for what is no request to any of them
 */
export function readCall(headers: IncomingHttpHeaders, body: string): Asked {
  const target = one(headers['x-amz-target']);
  return target === undefined ? readForm(headers, body) : readJson(target, body);
}

const queryServices = [rds, sts];

function readForm(headers: IncomingHttpHeaders, body: string): Asked {
  if (!/^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '')) {
    throw new AwsError('MissingAction', 'The request must contain the parameter Action');
  }
  const form = QueryForm.parse(body);
  const action = form.text('Action');
  if (action === undefined)
    throw new AwsError('MissingAction', 'The request must contain the parameter Action');
  const service = queryServices.find(({ version }) => version === form.text('Version'));
  if (!service) {
    const version = form.text('Version') ?? '';
    throw new AwsError(
      'NoSuchVersion',
      `The requested version (${version}) of service AmazonRDS does not exist`,
    );
  }
  return { kind: 'query', service, action, form };
}

function readJson(target: string, body: string): Asked {
  const { prefix } = cloudwatch.protocol;
  if (!target.startsWith(prefix)) throw new AwsError('InvalidAction', `Could not find operation ${target}.`);
  return { kind: 'json', service: cloudwatch, action: target.slice(prefix.length), input: parse(body) };
}

function parse(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
}

function versionIn(body: string): string | null {
  return new URLSearchParams(body).get('Version');
}
