import { expect } from 'expect';
import { activeNode } from '../../vault/asking';
import { PortalVault } from '../../vault/PortalVault';
import type { VaultCheck } from '../../vault/VaultTarget';

/** The same in a namespace, with identities and policies of that namespace. */
export const namespaceChecks: readonly VaultCheck[] = [
  {
    id: 'leases/namespace',
    title:
      'in a namespace: nodes, roles and leases, and what only the root is told is no right that is missing',
    run: target =>
      PortalVault.inNamespace(target, async portal => {
        await portal.bench.lease();
        const sight = await portal.look(portal.configured());
        expect(sight.report).toMatchObject({ freshness: 'live', missingPermissions: [] });
        const rootOnly = 'is not seen: conformance tells that to nobody of a namespace';
        expect(sight.vault).toMatchObject({
          namespace: portal.bench.namespace,
          active: portal.nameOf(await activeNode(target)),
          irrevocable: 0,
          verdict: { state: 'healthy' },
          unseen: [
            `How many leases there are ${rootOnly}`,
            `Which nodes raft expects ${rootOnly}`,
            `How many nodes may be lost ${rootOnly}`,
          ],
        });
        expect(sight.vault?.nodes.map(({ state }) => state).sort()).toEqual(['active', 'standby', 'standby']);
        expect(sight.roles).toMatchObject([
          { role: 'gone', coverage: { looked: 0 } },
          { role: 'works', connection: 'db', leases: 1, coverage: { looked: 1, of: 1 } },
        ]);
        expect(portal.leasesIn(sight)).toMatchObject([{ role: 'works', verdict: { state: 'healthy' } }]);
      }),
  },
  {
    id: 'leases/namespace-acts',
    title: 'a lease of a namespace is renewed there, found again by its fingerprint, and revoked',
    run: target =>
      PortalVault.inNamespace(target, async portal => {
        const vault = portal.configured();
        const lease = await portal.only(vault);
        await portal.renew(vault, lease, 7_200);
        const { endsAt = '', lookedAt = '' } = (await portal.seen(vault, lease)) ?? {};
        expect(Math.round((Date.parse(endsAt) - Date.parse(lookedAt)) / 10_000)).toBe(720);
        await portal.revoke(portal.configured(), lease);
        expect(await portal.seen(vault, lease)).toBeUndefined();
      }),
  },
];
