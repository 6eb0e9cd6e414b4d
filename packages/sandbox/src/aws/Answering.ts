import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { AwsError } from './AwsError';
import { type Asked, protocolOf, readCall } from './AwsCall';
import { Authenticator } from './identity/Authenticator';
import { readAuthorization } from './identity/Authorization';
import type { Credentials, Principal } from './identity/Credentials';
import type { Circumstances, Operation } from './Operation';
import { RequestCounts } from './RequestCounts';
import { errorReply, jsonReply, queryReply, type Reply } from './wire/replies';
import type { AwsWorld } from './world/AwsWorld';

export interface AwsRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface AnsweringOptions {
  credentials: Credentials;
  now: () => Date;
  world: () => AwsWorld;
}

/** From the text of a request to the text of its answer. */
export class Answering {
  readonly counts = new RequestCounts();

  constructor(private readonly options: AnsweringOptions) {}

  /** Never rejects. */
  async answer(request: AwsRequest): Promise<Reply> {
    const requestId = randomUUID();
    try {
      return await this.reply(request, requestId);
    } catch (error) {
      const told = error instanceof AwsError ? error : internal(error);
      return errorReply(protocolOf(request.headers, request.body), told, requestId);
    }
  }

  private async reply(request: AwsRequest, requestId: string): Promise<Reply> {
    const asked = readCall(request.headers, request.body);
    const authorization = readAuthorization(request.headers);
    if (!authorization) throw missingToken();
    const { credentials, now, world } = this.options;
    const authenticator = new Authenticator(credentials, now);
    const caller = await authenticator.authenticate(request, authorization, asked.service.signingName);
    const region = world().region(caller.account, authorization.region);
    return this.counted(asked, { region, now: now(), caller }, requestId);
  }

  private counted(asked: Asked, circumstances: Circumstances, requestId: string): Reply {
    const { account, name: region } = circumstances.region;
    const { service, action: operation } = asked;
    const kind = { account, region, service: service.name, operation };
    try {
      const reply = perform(asked, circumstances, requestId);
      this.counts.add(kind, { refused: false, metrics: metricsIn(asked) });
      return reply;
    } catch (error) {
      this.counts.add(kind, { refused: true, metrics: 0 });
      throw error;
    }
  }
}

function perform(asked: Asked, circumstances: Circumstances, requestId: string): Reply {
  const { action } = asked;
  if (asked.kind === 'json') {
    const operation = named(asked.service.operations, action);
    return jsonReply(permitted(asked, operation, asked.input, circumstances), requestId);
  }
  const operation = named(asked.service.operations, action);
  const result = permitted(asked, operation, asked.form, circumstances);
  return queryReply(asked.service.protocol.namespace, action, result, requestId);
}

function named<Found>(operations: Readonly<Record<string, Found>>, action: string): Found {
  const found = Object.hasOwn(operations, action) ? operations[action] : undefined;
  if (found) return found;
  throw new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`);
}

function permitted<Input, Answer>(
  { service, action }: Asked,
  operation: Operation<Input, Answer>,
  input: Input,
  circumstances: Circumstances,
): Answer {
  if (operation.writes && !circumstances.caller.mayWrite) {
    const resource = operation.resource?.(input, circumstances) ?? '*';
    throw accessDenied(circumstances.caller, `${service.name}:${action}`, resource);
  }
  return operation.answer(input, circumstances);
}

export function accessDenied({ arn }: Principal, right: string, resource: string): AwsError {
  return new AwsError(
    'AccessDenied',
    `User: ${arn} is not authorized to perform: ${right} on resource: ${resource} because no identity-based policy allows the ${right} action`,
    403,
  );
}

const metricQueries = z.object({
  MetricDataQueries: z.array(z.object({ MetricStat: z.object({}) }).or(z.object({}))),
});

/** What CloudWatch bills of a request. */
function metricsIn(asked: Asked): number {
  if (asked.kind !== 'json' || asked.action !== 'GetMetricData') return 0;
  const read = metricQueries.safeParse(asked.input);
  return read.success ? read.data.MetricDataQueries.filter(query => 'MetricStat' in query).length : 0;
}

function missingToken(): AwsError {
  return new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}

function internal(error: unknown): AwsError {
  console.error('AWS of the sandbox:', error);
  return new AwsError('InternalFailure', 'An internal error has occurred. Please try your query again.', 500);
}
