import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { expect } from 'expect';
import type { AwsCheck, AwsTarget } from '../../aws/AwsTarget';
import { withClients } from './clients';

const role = ({ account }: AwsTarget) => ({
  RoleArn: `arn:aws:iam::${account}:role/greenroom`,
  RoleSessionName: 'conformance',
});

export const stsChecks: readonly AwsCheck[] = [
  {
    id: 'aws/identity',
    title: 'whose keys these are',
    run: target =>
      withClients(target, async ({ sts }) => {
        const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}));
        expect(Account).toBe(target.account);
        expect(Arn).toMatch(new RegExp(`^arn:aws:(iam|sts)::${target.account}:user/`));
        expect(UserId).toBeTruthy();
      }),
  },
  {
    id: 'aws/role',
    title: 'keys of a role, which are those of its session',
    async run(target) {
      const { Credentials, AssumedRoleUser } = await withClients(target, ({ sts }) =>
        sts.send(new AssumeRoleCommand(role(target))),
      );
      const arn = `arn:aws:sts::${target.account}:assumed-role/greenroom/conformance`;
      expect(AssumedRoleUser?.Arn).toBe(arn);
      expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
      expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {};
      const session = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      const { Arn } = await withClients(
        target,
        ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
        session,
      );
      expect(Arn).toBe(arn);
    },
  },
  {
    id: 'aws/web-identity',
    title: 'keys for the token of a service account, which is sent without a signature',
    async run(target) {
      const claims = JSON.stringify({ sub: 'system:serviceaccount:greenroom:portal' });
      const WebIdentityToken = `e30.${Buffer.from(claims).toString('base64url')}.c2ln`;
      const { Credentials } = await withClients(target, ({ sts }) =>
        sts.send(new AssumeRoleWithWebIdentityCommand({ ...role(target), WebIdentityToken })),
      );
      expect(Credentials).toMatchObject({
        AccessKeyId: expect.stringMatching(/^ASIA/),
        SecretAccessKey: expect.any(String),
        SessionToken: expect.any(String),
        Expiration: expect.any(Date),
      });
    },
  },
];
