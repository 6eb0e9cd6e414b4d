import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Ask what a golden path would make of a name, and take back what a run of one's own made. Starting a run is the
 * scaffolder's permission (`scaffolder.task.create`), and reading one is `scaffolder.task.read`.
 */
export const goldenPathsUsePermission = createPermission({
  name: 'golden-paths.use',
  attributes: { action: 'create' },
});

export const goldenPathsPermissions = [goldenPathsUsePermission];
