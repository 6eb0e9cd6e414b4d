import type { QueryService } from '../Operation';

/** Security Token Service, in the Query protocol. */
export const sts: QueryService = {
  name: 'sts',
  signingName: 'sts',
  protocol: { kind: 'query', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  version: '2011-06-15',
  operations: {
    GetCallerIdentity: {
      answer: (_, { caller: { arn, userId, account } }) => ({ Arn: arn, UserId: userId, Account: account }),
    },
  },
};
