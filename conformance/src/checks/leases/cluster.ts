import type { Sight } from '@greenroom/plugin-vault-leases-backend';
import { expect } from 'expect';
import { activeNode, standbyNode, unseal } from '../../vault/asking';
import { PortalVault } from '../../vault/PortalVault';
import type { VaultCheck } from '../../vault/VaultTarget';

const nodeIn = (sight: Sight, name: string) => sight.vault?.nodes.find(node => node.name === name);
const toleranceOf = (sight: Sight) => sight.vault?.failureTolerance;
const textsOf = (sight: Sight) => sight.vault?.verdict.reasons.map(({ text }) => text) ?? [];
/** Somebody leads, and it is not who led before. */
const ledByAnother = (before: Sight) => (sight: Sight) =>
  sight.report.freshness === 'live' &&
  sight.vault?.active !== undefined &&
  sight.vault.active !== before.vault?.active;

/** Nodes that are sealed, step down and die, as looks see them. */
export const clusterChecks: readonly VaultCheck[] = [
  {
    id: 'leases/sealed',
    title: 'a sealed node is told with how far it is unsealed, and no node may be lost meanwhile',
    seals: true,
    run: target =>
      PortalVault.use(target, async portal => {
        const vault = portal.configured();
        const well = await portal.until(vault, sight => toleranceOf(sight) === 1);
        const node = await standbyNode(target);
        const name = portal.nameOf(node);
        await portal.bench.must('PUT', 'sys/seal', { node });
        const sealed = await portal.until(vault, sight => toleranceOf(sight) === 0, well);
        expect(nodeIn(sealed, name)).toMatchObject({
          state: 'sealed',
          unsealing: { given: 0, needed: 2 },
        });
        expect(sealed.vault?.verdict.state).toBe('degraded');
        expect(sealed.report.freshness).toBe('live');
        await unseal(target, node);
        const again = await portal.until(vault, sight => toleranceOf(sight) === 1, sealed);
        expect(nodeIn(again, name)).toMatchObject({ state: 'standby', raft: { healthy: true } });
      }),
  },
  {
    id: 'leases/step-down',
    title: 'a step-down is followed to who leads then, and no lease is lost from sight',
    run: target =>
      PortalVault.use(target, async portal => {
        const vault = portal.configured();
        await portal.only(vault);
        const before = await portal.until(vault, sight => toleranceOf(sight) === 1);
        await portal.bench.must('PUT', 'sys/step-down');
        const after = await portal.until(vault, ledByAnother(before), before);
        expect(after.vault?.active).toBe(portal.nameOf(await activeNode(target)));
        expect(portal.leasesIn(after).map(({ fingerprint }) => fingerprint)).toEqual(
          portal.leasesIn(before).map(({ fingerprint }) => fingerprint),
        );
      }),
  },
  {
    id: 'leases/leader-kill',
    title: 'a leader that dies: nothing is healthy without one, another leads, the dead one is told by name',
    kills: true,
    run: target =>
      PortalVault.use(target, async portal => {
        const vault = portal.configured();
        const lease = await portal.only(vault);
        const before = await portal.until(vault, sight => toleranceOf(sight) === 1);
        const killed = before.vault?.active ?? '';
        await target.act?.('kill-leader');
        const without = await portal.look(vault, before);
        expect(without.vault).toMatchObject({ verdict: { state: 'degraded' } });
        expect(without.vault).not.toHaveProperty('active');
        // Its nodes say for certain that nobody leads: that is how it is, and its leases are what is not confirmed.
        expect(without.report.freshness).toBe('live');
        expect(without.report.parts).toContainEqual(
          expect.objectContaining({ name: 'Roles and leases', freshness: 'stale' }),
        );
        expect(portal.leasesIn(without)).toMatchObject([
          { fingerprint: lease.fingerprint, verdict: { state: 'unknown' } },
        ]);
        const led = await portal.until(vault, ledByAnother(before), without);
        expect(nodeIn(led, killed)).toMatchObject({ state: 'not-reachable' });
        const missed = await portal.until(
          vault,
          sight => toleranceOf(sight) === 0 && sight.vault?.missingNodes.includes(killed) === true,
          led,
        );
        expect(textsOf(missed)).toEqual(
          expect.arrayContaining([`${killed} refuses connections`, 'No node may be lost any more']),
        );
        expect(portal.leasesIn(missed)).toMatchObject([{ fingerprint: lease.fingerprint }]);
        await portal.renew(vault, lease);
        await target.act?.('start-killed');
        await unseal(target, target.nodes.find(node => portal.nameOf(node) === killed) ?? '');
        const again = await portal.until(
          vault,
          sight => toleranceOf(sight) === 1 && sight.vault?.missingNodes.length === 0,
          missed,
        );
        expect(nodeIn(again, killed)).toMatchObject({ state: 'standby' });
      }),
  },
];
