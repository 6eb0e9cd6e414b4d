import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../AwsError';
import type { Circumstances, QueryOperation, QueryService } from '../Operation';
import type { QueryForm } from '../wire/QueryForm';
import type { XmlObject } from '../wire/xml';
import { newId, newSecretAccessKey } from './accessKeys';
import type { Principal } from './Credentials';

/** Roles of every account: what the portal runs as, and one that may also act. */
const roles: Readonly<Record<string, { mayWrite: boolean }>> = {
  greenroom: { mayWrite: false },
  'greenroom-operator': { mayWrite: true },
};

const getCallerIdentity: QueryOperation = {
  answer: (_, { caller: { arn, userId, account } }) => ({ Arn: arn, UserId: userId, Account: account }),
};

const assumeRole: QueryOperation = {
  answer: (form, circumstances) => sessionFor(form, circumstances, circumstances.caller.arn),
};

const claims = z.object({ sub: z.string(), exp: z.number().optional() });

/** What a pod does with the token of its service account: whoever has one that has not ended is believed. */
const assumeRoleWithWebIdentity: QueryOperation = {
  unsigned: true,
  answer(form, circumstances) {
    const { sub, exp } = claimsOf(form.required('WebIdentityToken'));
    const now = circumstances.now.getTime() / 1_000;
    if (exp !== undefined && exp <= now) {
      throw new AwsError(
        'ExpiredTokenException',
        `Token expired: current date/time ${Math.floor(now)} must be before the expiration date/time ${exp}`,
      );
    }
    return { ...sessionFor(form, circumstances, sub), SubjectFromWebIdentityToken: sub };
  },
};

function claimsOf(token: string): z.infer<typeof claims> {
  const [, payload = ''] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token) ?? [];
  const read = claims.safeParse(parse(Buffer.from(payload, 'base64url').toString('utf8')));
  if (read.success) return read.data;
  throw new AwsError(
    'InvalidIdentityToken',
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sessionFor(form: QueryForm, { credentials, now }: Circumstances, asking: string): XmlObject {
  const arn = form.required('RoleArn');
  const session = form.required('RoleSessionName');
  const seconds = durationOf(form);
  const [, account = '', role = ''] = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@-]+)$/.exec(arn) ?? [];
  const rights = Object.hasOwn(roles, role) ? roles[role] : undefined;
  if (!rights || !credentials.hasAccount(account)) {
    throw new AwsError(
      'AccessDenied',
      `User: ${asking} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      403,
    );
  }
  const principal: Principal = {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    userId: `${newId('AROA')}:${session}`,
    ...rights,
  };
  const expires = new Date(now.getTime() + seconds * 1_000);
  const keys = {
    accessKeyId: newId('ASIA'),
    secretAccessKey: newSecretAccessKey(),
    sessionToken: randomBytes(192).toString('base64'),
  };
  credentials.addSession({ ...keys, expires, principal });
  return {
    Credentials: {
      AccessKeyId: keys.accessKeyId,
      SecretAccessKey: keys.secretAccessKey,
      SessionToken: keys.sessionToken,
      Expiration: expires,
    },
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
  };
}

function durationOf(form: QueryForm): number {
  const seconds = form.integer('DurationSeconds') ?? 3_600;
  const bound = seconds < 900 ? 'greater than or equal to 900' : 'less than or equal to 43200';
  if (seconds >= 900 && seconds <= 43_200) return seconds;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

/** Security Token Service, in the Query protocol. */
export const sts: QueryService = {
  name: 'sts',
  signingName: 'sts',
  protocol: { kind: 'query', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  version: '2011-06-15',
  operations: {
    AssumeRole: assumeRole,
    AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
    GetCallerIdentity: getCallerIdentity,
  },
};
