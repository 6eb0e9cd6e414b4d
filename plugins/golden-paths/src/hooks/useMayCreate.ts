import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { goldenPathsUsePermission } from '@greenroom/plugin-golden-paths-common';

/** Whether the person may start anything; `undefined` until it is known. */
export function useMayCreate(): boolean | undefined {
  const start = usePermission({ permission: taskCreatePermission });
  const use = usePermission({ permission: goldenPathsUsePermission });
  return start.loading || use.loading ? undefined : start.allowed && use.allowed;
}
