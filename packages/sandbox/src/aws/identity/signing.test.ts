import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { refusal, storefront, TestAws } from '../__testUtils__/TestAws';

let aws: TestAws;
beforeEach(async () => {
  aws = await TestAws.start();
});
afterEach(() => aws.stop());

const ask = (caller: Parameters<TestAws['rds']>[0]) =>
  refusal(aws.rds(caller).send(new DescribeDBInstancesCommand({})));
const askAlarms = (caller: Parameters<TestAws['rds']>[0]) =>
  refusal(aws.cloudwatch(caller).send(new DescribeAlarmsCommand({})));

it('refuses a key that nobody has, in both protocols', async () => {
  const stranger = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  const expected = {
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  };
  expect(await ask(stranger)).toEqual({ ...expected, status: 403 });
  expect(await askAlarms(stranger)).toEqual({ ...expected, status: 400 });
});

it('refuses a signature with another secret', async () => {
  const wrong = { secretAccessKey: 'not the secret of that key' };
  expect(await ask(wrong)).toMatchObject({ name: 'SignatureDoesNotMatch', status: 403 });
  expect(await askAlarms(wrong)).toMatchObject({ name: 'SignatureDoesNotMatch', status: 400 });
});

it('refuses a body that was changed on the way', async () => {
  const client = aws.rds();
  client.middlewareStack.add(
    next => args => {
      const { request } = args;
      if (typeof request === 'object' && request && 'body' in request)
        request.body = String(request.body).replace('Instances', 'Clusters_');
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  const refused = await refusal(client.send(new DescribeDBInstancesCommand({})));
  expect(refused.name).toBe('SignatureDoesNotMatch');
});

it('refuses clocks that are more than five minutes off, and no others', async () => {
  const at = (minutes: number) => {
    const { systemClockOffset } = aws.config();
    const client = aws.rds();
    client.config.systemClockOffset = systemClockOffset + minutes * 60_000;
    return refusal(client.send(new DescribeDBInstancesCommand({})));
  };
  expect((await at(4)).name).toBe('none');
  expect((await at(-4)).name).toBe('none');
  expect(await at(-6)).toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$/),
  });
  expect((await at(6)).message).toMatch(/^Signature not yet current: /);
});

it('refuses Regions that there are not', async () => {
  expect((await ask({ region: 'moon-north-1' })).message).toBe(
    'Credential should be scoped to a valid region. ',
  );
});

it('gives keys for a role, which read as it may and end', async () => {
  const role = (name: string) =>
    aws.sts().send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::518834609275:role/${name}`,
        RoleSessionName: 'portal',
      }),
    );
  const { Credentials } = await role('greenroom');
  const session = {
    region: 'eu-north-1',
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
  const { Arn } = await aws.sts(session).send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe('arn:aws:sts::518834609275:assumed-role/greenroom/portal');
  expect((await ask(session)).name).toBe('none');
  expect((await ask({ ...session, sessionToken: undefined })).name).toBe('InvalidClientTokenId');
  aws.clock.advance(3_601_000);
  expect(await ask(session)).toEqual({
    name: 'ExpiredToken',
    message: 'The security token included in the request is expired',
    status: 403,
  });
  expect(await askAlarms(session)).toMatchObject({ name: 'ExpiredToken', status: 400 });
  expect((await refusal(role('root'))).name).toBe('AccessDenied');
});

it('gives keys for the token of a service account, without a signature', async () => {
  const payload = Buffer.from(JSON.stringify({ sub: 'system:serviceaccount:greenroom:portal' }));
  const token = `e30.${payload.toString('base64url')}.c2ln`;
  const ask2 = (WebIdentityToken: string) =>
    aws.sts().send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: `arn:aws:iam::${storefront}:role/greenroom`,
        RoleSessionName: 'portal',
        WebIdentityToken,
      }),
    );
  const { Credentials, SubjectFromWebIdentityToken } = await ask2(token);
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(SubjectFromWebIdentityToken).toBe('system:serviceaccount:greenroom:portal');
  expect((await refusal(ask2('not a token'))).name).toBe('InvalidIdentityTokenException');
});
