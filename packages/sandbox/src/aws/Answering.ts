import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { AwsError } from './AwsError';
import { type Asked, protocolOf, readCall } from './AwsCall';
import type { RegionFaults } from './faults/RegionFaults';
import { Authenticator, expiredToken } from './identity/Authenticator';
import { readAuthorization } from './identity/Authorization';
import type { Credentials, Principal } from './identity/Credentials';
import type { Circumstances, Operation } from './Operation';
import { Quotas } from './Quotas';
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
  faults: RegionFaults;
}

/** From the text of a request to the text of its answer. */
export class Answering {
  readonly counts = new RequestCounts();
  private readonly quotas = new Quotas();

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
    const { credentials, now, world } = this.options;
    const { caller, region } = await this.callerOf(request, asked);
    const place = world().region(caller.account, region);
    const circumstances = { region: place, world: world(), credentials, now: now(), caller };
    return this.counted(asked, circumstances, requestId);
  }

  /** @throws AwsError when it is not to be believed who asks */
  private async callerOf(request: AwsRequest, asked: Asked): Promise<{ caller: Principal; region: string }> {
    const authorization = readAuthorization(request.headers);
    if (!authorization) {
      if (operationOf(asked)?.unsigned) return { caller: anyone, region: 'us-east-1' };
      throw missingToken();
    }
    const { credentials, now, faults } = this.options;
    const { region } = authorization;
    const itsNow = () => new Date(now().getTime() + faults.skewOf(region));
    const authenticator = new Authenticator(credentials, itsNow);
    const caller = await authenticator.authenticate(request, authorization, asked.service.signingName);
    if (faults.of(region).has('expired-credentials')) throw expiredToken();
    return { caller, region };
  }

  private counted(asked: Asked, circumstances: Circumstances, requestId: string): Reply {
    const { account, name: region } = circumstances.region;
    const { service, action: operation } = asked;
    const kind = { account, region, service: service.name, operation };
    try {
      this.admit(asked, circumstances);
      const reply = perform(asked, circumstances, requestId);
      this.counts.add(kind, { refused: false, metrics: metricsIn(asked) });
      return reply;
    } catch (error) {
      this.counts.add(kind, { refused: true, metrics: 0 });
      throw error;
    }
  }

  /** @throws AwsError Throttling, AccessDenied */
  private admit({ service, action }: Asked, { region, caller, now }: Circumstances): void {
    const faults = this.options.faults.of(region.name);
    const right = `${service.name}:${action}`;
    const isAllowed = this.quotas.allows(`${region.account}/${region.name}`, right, now.getTime());
    // Who one is may always be asked.
    if (action === 'GetCallerIdentity') return;
    if (!isAllowed || faults.has('throttle')) throw new AwsError('Throttling', 'Rate exceeded');
    if (faults.has('denied')) throw accessDenied(caller, right, '*');
  }
}

const anyone: Principal = { account: '', arn: 'anonymous', userId: '', mayWrite: false };

function operationOf({ service, action }: Asked): { unsigned?: boolean } | undefined {
  return Object.hasOwn(service.operations, action) ? service.operations[action] : undefined;
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
  MetricDataQueries: z.array(z.object({ MetricStat: z.object({}).optional() })),
});

/** What CloudWatch bills of a request. */
function metricsIn(asked: Asked): number {
  if (asked.kind !== 'json' || asked.action !== 'GetMetricData') return 0;
  const read = metricQueries.safeParse(asked.input);
  return read.success ? read.data.MetricDataQueries.filter(({ MetricStat }) => MetricStat).length : 0;
}

function missingToken(): AwsError {
  return new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}

function internal(error: unknown): AwsError {
  console.error('AWS of the sandbox:', error);
  return new AwsError('InternalFailure', 'An internal error has occurred. Please try your query again.', 500);
}
