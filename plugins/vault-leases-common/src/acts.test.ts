import { allowedLeaseActs, renewBodySchema, revokeBodySchema } from './acts';

const now = Date.parse('2026-11-22T10:00:00Z');
const lease = {
  endsAt: '2026-11-22T10:30:00Z',
  ceilingAt: '2026-11-22T20:00:00Z',
  renewable: true,
  irrevocable: false,
  revocationFails: false,
};

it.each([
  ['one with time to add', {}, undefined],
  ['one without a ceiling', { ceilingAt: undefined }, undefined],
  ['one at its ceiling', { ceilingAt: '2026-11-22T10:30:00.500Z' }, 'its ceiling'],
  ['one that is not renewable', { renewable: false }, 'not renewable'],
  ['one that has ended', { endsAt: '2026-11-22T10:00:00Z' }, 'has ended'],
  ['one that can not be revoked now', { revocationFails: true }, 'has ended'],
  ['one that was given up', { irrevocable: true }, 'given it up'],
])('%s', (_name, changes, why) => {
  const { renew, revoke } = allowedLeaseActs({ ...lease, ...changes }, now);
  expect(renew.allowed).toBe(why === undefined);
  expect(renew.why ?? '').toContain(why ?? '');
  expect(revoke.allowed).toBe(true);
});

it.each([-1, 0, NaN, 1.5, 31_536_001, Infinity, '60', null])('renews by no %p', incrementSeconds => {
  const body = { reason: 'r', mount: 'database', role: 'checkout' };
  expect(renewBodySchema.safeParse({ ...body, incrementSeconds }).success).toBe(false);
  expect(renewBodySchema.safeParse({ ...body, incrementSeconds: 60 }).success).toBe(true);
});

it.each(['', 'database/creds/checkout/AbC', 'ABCDEFGHIJKL', 'abcdefghijk1', 'abcdefghijklm'])(
  'revokes nothing by the confirmation %j',
  confirmation => {
    const body = { reason: 'r', mount: 'database', role: 'checkout' };
    expect(revokeBodySchema.safeParse({ ...body, confirmation }).success).toBe(false);
    expect(revokeBodySchema.safeParse({ ...body, confirmation: 'abcdefghijkl' }).success).toBe(true);
  },
);
