import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isPermission, type Permission } from '@backstage/plugin-permission-common';
import { clusterHealthPermissions } from '@greenroom/plugin-cluster-health-common';
import { databasesPermissions } from '@greenroom/plugin-databases-common';
import { deliveryPermissions } from '@greenroom/plugin-delivery-common';
import { goldenPathsPermissions } from '@greenroom/plugin-golden-paths-common';
import { portalPermissions } from '@greenroom/plugin-portal-common';
import { rolloutsPermissions } from '@greenroom/plugin-rollouts-common';
import { vaultLeasesPermissions } from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import { rules } from './rules';

const dependenciesSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

/** Permissions that an installed package exports, from the doors it has. */
function exportedPermissions(packageName: string): Permission[] {
  return [packageName, `${packageName}/alpha`].flatMap(door => {
    try {
      const exported: Record<string, unknown> = jest.requireActual(door);
      return Object.values(exported).flat().filter(isPermissionLike);
    } catch {
      return [];
    }
  });
}

function isPermissionLike(value: unknown): value is Permission {
  const candidate = value as Permission;
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof candidate.name === 'string' &&
    typeof candidate.attributes === 'object' &&
    ['basic', 'resource'].includes(candidate.type) &&
    isPermission(candidate, candidate)
  );
}

const upstream = path.join(
  path.dirname(require.resolve('@backstage/plugin-catalog-common/package.json')),
  '..',
);
/** Installed to be measured beside (`benchmarks`), and no part of the portal. */
const peers = ['plugin-kubernetes'];
const contracts = readdirSync(upstream)
  .filter(name => /^plugin-.*-common$/.test(name) && !peers.some(peer => name === `${peer}-common`))
  .map(name => `@backstage/${name}`);

/** Of the portal's own features. */
const own = [
  ...portalPermissions,
  ...rolloutsPermissions,
  ...clusterHealthPermissions,
  ...databasesPermissions,
  ...deliveryPermissions,
  ...goldenPathsPermissions,
  ...vaultLeasesPermissions,
];
const installed = new Map(contracts.map(name => [name, exportedPermissions(name)]));

describe('rules', () => {
  it('finds the permissions of the installed plugins', () => {
    expect(installed.get('@backstage/plugin-catalog-common')?.map(({ name }) => name)).toContain(
      'catalog.entity.read',
    );
    expect(installed.get('@backstage/plugin-scaffolder-common')?.map(({ name }) => name)).toContain(
      'scaffolder.task.create',
    );
  });

  it.each(['app', 'backend'])('leave out only what %s has not', room => {
    const file = path.join(upstream, '../../packages', room, 'package.json');
    const { dependencies } = dependenciesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const named = Object.keys(dependencies).filter(name => peers.some(peer => name.includes(peer)));
    expect(Object.keys(dependencies).length).toBeGreaterThan(5);
    expect(named).toEqual([]);
  });

  it.each([...installed])('decide every permission of %s', (_, permissions) => {
    expect(permissions.map(({ name }) => name).filter(name => !Object.hasOwn(rules, name))).toEqual([]);
  });

  it('decide every permission of the portal', () => {
    const names = own.map(({ name }) => name);
    expect(names.filter(name => !Object.hasOwn(rules, name))).toEqual([]);
  });

  it('name no permission that nobody has', () => {
    const all = [...installed.values()].flat().concat(own);
    const names = new Set(all.map(({ name }) => name));
    expect(Object.keys(rules).filter(name => !names.has(name))).toEqual([]);
  });

  it('give no write to everybody', () => {
    const all = [...installed.values()].flat().concat(own);
    const writes = all.filter(({ attributes }) => attributes.action !== 'read').map(({ name }) => name);
    expect(writes.filter(name => rules[name]?.for === 'everybody')).toEqual([]);
  });

  it('ask resource conditions only of permissions about that resource', () => {
    const all = [...installed.values()].flat().concat(own);
    const wrong = all.filter(permission => {
      const rule = rules[permission.name];
      const asked = rule && 'of' in rule ? rule.of.resourceType : undefined;
      return asked !== undefined && !isPermissionAbout(permission, asked);
    });
    expect(wrong).toEqual([]);
  });
});

function isPermissionAbout(permission: Permission, resourceType: string): boolean {
  return permission.type === 'resource' && permission.resourceType === resourceType;
}
