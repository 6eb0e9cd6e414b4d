import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { pathRouteRef, reviewRouteRef, rootRouteRef, runRouteRef, runsRouteRef } from '../routes';

/** Where things are; every address of this feature comes from here. */
export interface Addresses {
  root: string;
  runs: string;
  path: (templateRef: string) => string;
  review: (templateRef: string) => string;
  run: (taskId: string) => string;
  /** An entity's page; absent where the catalog is not installed. */
  entity: (ref: string) => string | undefined;
}

export function useAddresses(): Addresses {
  const root = useRouteRef(rootRouteRef);
  const runs = useRouteRef(runsRouteRef);
  const path = useRouteRef(pathRouteRef);
  const review = useRouteRef(reviewRouteRef);
  const run = useRouteRef(runRouteRef);
  const entity = useRouteRef(entityRouteRef);
  return useMemo(() => {
    const home = root?.() ?? '/create';
    return {
      root: home,
      runs: runs?.() ?? home,
      path: ref => path?.(templateParams(ref)) ?? home,
      review: ref => review?.(templateParams(ref)) ?? home,
      run: taskId => run?.({ taskId }) ?? home,
      entity: ref => {
        const { kind, namespace, name } = parseEntityRef(ref);
        return entity?.({ kind: kind.toLocaleLowerCase('en'), namespace, name });
      },
    };
  }, [root, runs, path, review, run, entity]);
}

function templateParams(ref: string) {
  const { namespace, name } = parseEntityRef(ref);
  return { namespace, templateName: name };
}
