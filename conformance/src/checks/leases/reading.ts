import { sightSchema } from '@greenroom/plugin-vault-leases-backend';
import { expect } from 'expect';
import { activeNode } from '../../vault/asking';
import { PortalVault } from '../../vault/PortalVault';
import type { VaultCheck } from '../../vault/VaultTarget';

const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);

/** A Vault, its roles and their leases, as looks see them. */
export const readingChecks: readonly VaultCheck[] = [
  {
    id: 'leases/vault',
    title: 'its nodes, who leads, raft and how many may be lost, and how many leases there are in all',
    run: target =>
      PortalVault.use(target, async portal => {
        await portal.bench.lease();
        const vault = portal.configured();
        const sight = await portal.until(
          vault,
          // A Vault counts its leases every ten seconds.
          ({ vault: seen }) => seen?.failureTolerance === 1 && (seen.leases ?? 0) > 0,
        );
        expect(sightSchema.parse(sight)).toEqual(sight);
        expect(sight.report).toMatchObject({ freshness: 'live', missingPermissions: [] });
        const active = portal.nameOf(await activeNode(target));
        expect(sight.vault).toMatchObject({
          flavour: 'openbao',
          version: expect.any(String),
          active,
          missingNodes: [],
          unseen: [],
          leases: expect.any(Number),
          irrevocable: expect.any(Number),
          totalsAt: stamp,
        });
        const others = ['first', 'second', 'third'].filter(name => name !== active);
        const raft = { voter: true, healthy: true, behind: expect.any(Number) };
        expect(sight.vault?.nodes.find(({ name }) => name === active)).toMatchObject({
          state: 'active',
          sealType: 'shamir',
          activeSince: stamp,
          raft: { voter: true, healthy: true },
        });
        expect(sight.vault?.nodes.filter(({ name }) => name !== active)).toMatchObject(
          others.map(name => ({ name, state: 'standby', raft })),
        );
      }),
  },
  {
    id: 'leases/roles',
    title: 'a role with its connection and times, and the page of its leases with what it covers',
    run: target =>
      PortalVault.use(target, async portal => {
        await portal.bench.lease();
        const vault = portal.configured();
        await portal.only(vault);
        const sight = await portal.look(portal.configured());
        const { mount } = portal.bench;
        const times = { defaultTtlSeconds: 3_600, maxTtlSeconds: 86_400 };
        expect(sight.roles).toMatchObject([
          { mount, role: 'gone', connection: 'gone', ...times, coverage: { looked: 0 } },
          {
            mount,
            role: 'works',
            connection: 'db',
            ...times,
            leases: 2,
            soonestEnd: stamp,
            hasStatements: true,
            coverage: { looked: 2, of: 2, listedAt: stamp },
          },
        ]);
        expect(sight.pages[portal.page]).toMatchObject({ pages: 1, listedAt: stamp });
        const leases = portal.leasesIn(sight);
        expect(leases).toHaveLength(2);
        for (const lease of leases) {
          expect(lease).toMatchObject({
            verdict: { state: 'healthy' },
            issuedAt: stamp,
            endsAt: stamp,
            ceilingAt: stamp,
            renewable: true,
            irrevocable: false,
            revocationFails: false,
          });
          expect(Date.parse(lease.endsAt) - Date.parse(lease.issuedAt)).toBeCloseTo(3_600_000, -4);
          expect(lease).not.toHaveProperty('lastRenewedAt');
        }
      }),
  },
  {
    id: 'leases/statements',
    title: 'the statements of a role, without what could be a password',
    run: target =>
      PortalVault.use(target, async portal => {
        const { source } = portal.configured();
        const role = { vault: 'conformance', mount: portal.bench.mount, role: 'works' };
        const { creation } = await source.statements(role, new AbortController().signal);
        expect(creation).toEqual([expect.stringContaining('CREATE ROLE "{{name}}" LOGIN')]);
        const none = source.statements({ ...role, role: 'nobody' }, new AbortController().signal);
        expect(await portal.refused(none.then(() => undefined))).toMatch(/^NotFoundError: conformance /);
      }),
  },
  {
    id: 'leases/rotation',
    title:
      'a static role with its last and its next rotation, which moves when it is rotated, and no password',
    run: target =>
      PortalVault.use(target, async portal => {
        const { bench } = portal;
        const body = { db_name: 'db', username: target.database.user, rotation_period: '1h' };
        await bench.must('POST', `${bench.mount}/static-roles/report`, { body });
        const vault = portal.configured();
        const before = await portal.look(vault);
        expect(before.statics).toMatchObject([
          {
            role: 'report',
            connection: 'db',
            username: target.database.user,
            rotationPeriodSeconds: 3_600,
            lastRotationAt: stamp,
            nextRotationAt: stamp,
            verdict: { state: 'healthy' },
          },
        ]);
        await bench.must('POST', `${bench.mount}/rotate-role/report`);
        const last = before.statics[0]?.lastRotationAt;
        await portal.until(vault, ({ statics }) => statics[0]?.lastRotationAt !== last, before);
        await bench.must('DELETE', `${bench.mount}/static-roles/report`);
      }),
  },
  {
    id: 'leases/missing-right',
    title: 'a right that the policy lacks is named with its line, and the rest is seen',
    run: target =>
      PortalVault.use(target, async portal => {
        await portal.without('viewer', /"sys\/(metrics|leases\/lookup\/conformance)/);
        const sight = await portal.look(portal.configured());
        const rule = `path "sys/leases/lookup/${portal.bench.mount}/*" { capabilities = ["list", "sudo"] }`;
        expect(sight.report.missingPermissions.map(each => each.rule)).toEqual([
          'path "sys/metrics" { capabilities = ["read"] }',
          rule,
        ]);
        expect(sight.vault).not.toHaveProperty('leases');
        expect(sight.vault?.unseen.join()).toMatch(/How many leases there are is not seen/);
        expect(sight.pages[portal.page]).toMatchObject({
          leases: [],
          trouble: expect.stringContaining('does not allow the portal to list the leases'),
        });
        expect(sight.roles).toHaveLength(2);
      }),
  },
  {
    id: 'leases/token-ended',
    title: 'a token that has ended is got anew by a login, and nothing is missed for it',
    run: target =>
      PortalVault.use(target, async portal => {
        const vault = portal.configured();
        const before = await portal.look(vault);
        await portal.endTokens();
        portal.pass(61);
        const sight = await portal.look(vault, before);
        expect(sight.report).toMatchObject({ freshness: 'live', missingPermissions: [] });
        expect(sight.vault?.unseen).toEqual([]);
        expect(sight.roles).toHaveLength(2);
      }),
  },
];
