import { expect } from 'expect';
import { PortalVault } from '../../vault/PortalVault';
import type { VaultCheck } from '../../vault/VaultTarget';

/** What the operator does to a lease, what came of it, and leases that can not be taken back. */
export const actingChecks: readonly VaultCheck[] = [
  {
    id: 'leases/renewal',
    title: 'a renewal, as it was asked for, as the role gives it, and never past the ceiling',
    run: target =>
      PortalVault.use(target, async portal => {
        const vault = portal.configured();
        const lease = await portal.only(vault);
        const left = async () => {
          const { endsAt = '', lookedAt = '' } = (await portal.seen(vault, lease)) ?? {};
          return Math.round((Date.parse(endsAt) - Date.parse(lookedAt)) / 10_000) * 10;
        };
        await portal.renew(vault, lease, 7_200);
        expect(await left()).toBe(7_200);
        await portal.renew(vault, lease);
        expect(await left()).toBe(3_600);
        await portal.renew(vault, lease, 9_000_000);
        const seen = await portal.seen(vault, lease);
        expect(seen).toMatchObject({ fingerprint: lease.fingerprint, renewable: true });
        const { endsAt = '', ceilingAt = '', verdict } = seen ?? {};
        expect(Math.abs(Date.parse(endsAt) - Date.parse(ceilingAt))).toBeLessThan(2_000);
        expect(verdict?.reasons[0]?.text).toMatch(/nobody can renew it: it is at its ceiling$/);
      }),
  },
  {
    id: 'leases/revocation',
    title: 'a revocation, after which nobody knows the lease: neither this portal nor the next list',
    run: target =>
      PortalVault.use(target, async portal => {
        const vault = portal.configured();
        const lease = await portal.only(vault);
        await portal.revoke(vault, lease);
        expect(await portal.seen(vault, lease)).toBeUndefined();
        const sight = await portal.look(portal.configured());
        expect(sight.pages[portal.page]).toMatchObject({ leases: [], pages: 0 });
        expect(sight.roles.find(({ role }) => role === 'works')).toMatchObject({ leases: 0 });
        expect(await portal.refused(portal.revoke(portal.configured(), lease))).toMatch(
          /^NotFoundError: conformance knows no lease/,
        );
      }),
  },
  {
    id: 'leases/operator-refused',
    title: 'an operator without the right is told so, and the lease is what it was',
    run: target =>
      PortalVault.use(target, async portal => {
        await portal.without('operator', /"sys\/leases\/(renew|revoke)"/);
        const vault = portal.configured();
        const lease = await portal.only(vault);
        expect(await portal.refused(portal.renew(vault, lease))).toBe(
          'NotAllowedError: conformance does not allow the portal to renew leases',
        );
        expect(await portal.refused(portal.revoke(vault, lease))).toMatch(/^NotAllowedError: /);
        expect(await portal.seen(vault, lease)).toMatchObject({ fingerprint: lease.fingerprint });
      }),
  },
  {
    id: 'leases/revocation-fails',
    title: 'with its database gone nothing is renewed or revoked; what ends then is told as still getting in',
    run: target =>
      PortalVault.use(target, async portal => {
        const vault = portal.configured();
        const lease = await portal.only(vault);
        await portal.renew(vault, lease, 2);
        await portal.bench.loseDatabase();
        const refused = /^ConflictError: conformance can not reach the database, or is refused by it$/;
        expect(await portal.refused(portal.renew(vault, lease, 2))).toMatch(refused);
        expect(await portal.refused(portal.revoke(vault, lease))).toMatch(refused);
        const sight = await portal.until(vault, seen => portal.leasesIn(seen)[0]?.revocationFails === true);
        expect(portal.leasesIn(sight)).toMatchObject([
          {
            renewable: false,
            irrevocable: false,
            verdict: {
              state: 'degraded',
              reasons: [{ text: expect.stringMatching(/can not be revoked: its user still gets in$/) }],
            },
          },
        ]);
        expect(await portal.refused(portal.renew(vault, lease))).toMatch(
          /^ConflictError: conformance says that it has ended$/,
        );
        await portal.bench.findDatabase();
        await portal.revoke(vault, lease);
        expect(await portal.seen(vault, lease)).toBeUndefined();
      }),
  },
  {
    id: 'leases/irrevocable',
    title: 'a lease that was given up is counted, and named by its role, in our own words',
    givesUp: true,
    run: target =>
      PortalVault.use(target, async portal => {
        await target.giveUp?.();
        const sight = await portal.look(portal.configured());
        expect(sight.vault?.irrevocable).toBeGreaterThan(0);
        expect(sight.vault?.verdict.state).toBe('degraded');
        expect(sight.irrevocable[0]).toMatchObject({
          mount: 'database',
          role: expect.any(String),
          fingerprint: expect.stringMatching(/^[a-z2-7]{12}$/),
          error: expect.stringMatching(/^The database could not be reached/),
        });
      }),
  },
];
