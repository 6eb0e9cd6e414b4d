import { roleOf, sessionsByRole } from './vaultRole';

describe('roleOf', () => {
  // Measured on OpenBao 2.6.2: v-<display>-<role>-<20 characters>-<unix seconds>.
  it.each([
    ['v-kubernetes-orders-AbCdEfGhIjKlMnOpQrSt-1795168800', 'orders', true],
    ['v-root-orders-read-only-AbCdEfGhIjKlMnOpQrSt-1795168800', 'orders-read-only', true],
    ['v-token-orders-AbCdEfGhIjKlMnOpQrS-1795168800', 'v-token-orders-AbCdEfGhIjKlMnOpQrS-1795168800', false],
    ['v-shop', 'v-shop', false],
    ['postgres', 'postgres', false],
  ])('of %s is %s', (user, role, madeByVault) => {
    expect(roleOf(user)).toEqual({ role, madeByVault });
  });
});

describe('sessionsByRole', () => {
  const user = (letter: string) => `v-kubernetes-orders-${letter.repeat(20)}-1795168800`;

  it('counts users of one Vault role together and tells no name of theirs', () => {
    const rows = sessionsByRole([
      { role_name: user('a'), datname: 'app', state: 'active', sessions: 2, longest_seconds: 4 },
      { role_name: user('b'), datname: 'app', state: 'idle', sessions: 5 },
      {
        role_name: user('b'),
        datname: 'app',
        state: 'idle in transaction',
        sessions: 1,
        longest_seconds: 90,
      },
      { role_name: 'portal', datname: 'postgres', state: 'idle', sessions: 1 },
    ]);
    expect(rows).toEqual([
      {
        role: 'orders',
        madeByVault: true,
        database: 'app',
        active: 2,
        idle: 5,
        idleInTransaction: 1,
        longestTransactionSeconds: 90,
      },
      { role: 'portal', madeByVault: false, database: 'postgres', active: 0, idle: 1, idleInTransaction: 0 },
    ]);
    expect(JSON.stringify(rows)).not.toContain('aaaa');
  });

  it('says what it may not see', () => {
    expect(sessionsByRole([{ sessions: 3 }])[0]).toMatchObject({ role: 'not allowed to see' });
  });
});
