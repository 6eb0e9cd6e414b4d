import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { clustersServiceRef } from '@greenroom/cluster-access';
import { GitAccess } from '@greenroom/git-access';
import { goldenPathsPermissions } from '@greenroom/plugin-golden-paths-common';
import { createPortalRouter, decisionsServiceRef } from '@greenroom/plugin-portal-node';
import { readPathsConfig } from './config';
import { PersonLimit } from './limits/PersonLimit';
import { Names } from './names/Names';
import { Previews } from './previews/Previews';
import { goldenPathsRouter } from './router';
import { Planning } from './runs/Planning';
import { Runs } from './runs/Runs';
import { Tasks } from './runs/Tasks';

const MINUTE_MS = 60_000;

/** Checks names against what is there, shows what a golden path would make, and says what a run made. */
export const goldenPathsPlugin = createBackendPlugin({
  pluginId: 'golden-paths',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        decisions: decisionsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        reader: coreServices.urlReader,
        scaffolder: scaffolderServiceRef,
      },
      async init(deps) {
        deps.permissionsRegistry.addPermissions(goldenPathsPermissions);
        const config = readPathsConfig(deps.config);
        const git = GitAccess.fromIntegrations(ScmIntegrations.fromConfig(deps.config));
        const tasks = new Tasks(deps.scaffolder);
        const limit = (what: string, most: number, atOnce: number) =>
          new PersonLimit({ what, most, atOnce, windowMs: MINUTE_MS, now: () => performance.now() });
        const { auth, catalog, clusters } = deps;
        const names = config && new Names({ auth, catalog, clusters, config, git });
        const paths = config &&
          names && {
            names,
            planning: new Planning({ auth, catalog, config, git, names, tasks }),
            runs: new Runs({ auth, catalog, config, git, tasks }),
          };
        const routes = goldenPathsRouter({
          ...(paths && { paths }),
          previews: new Previews(deps),
          limits: { checks: limit('Checks of names', 90, 4), previews: limit('Previews', 20, 2) },
        });
        deps.httpRouter.use(createPortalRouter(deps, routes));
      },
    });
  },
});
