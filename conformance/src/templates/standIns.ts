import { createBackendModule } from '@backstage/backend-plugin-api';
import { createTemplateAction, scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import type { Names } from './names';

/** What an action was asked to do. */
export interface Asked {
  action: string;
  input: unknown;
}

/**
 * The portal's own actions where no git host and no cluster is: the names are told, the rest is written down. What the
 * template gives them, and takes from them, is as it is for the real ones.
 */
export function standIns(names: () => Names, asked: (what: Asked) => void) {
  const check = createTemplateAction({
    id: 'greenroom:names:check',
    supportsDryRun: true,
    async handler(context) {
      asked({ action: 'greenroom:names:check', input: context.input });
      for (const [key, value] of Object.entries(names())) context.output(key, value);
    },
  });
  const others = ['git:commit', 'policy:register', 'service:wait-until-live', 'run:undo'].map(id =>
    createTemplateAction({
      id: `greenroom:${id}`,
      supportsDryRun: true,
      async handler({ input }) {
        asked({ action: `greenroom:${id}`, input });
      },
    }),
  );
  const published = ['gitea', 'github', 'gitlab'].map(host =>
    createTemplateAction({
      id: `publish:${host}`,
      supportsDryRun: true,
      async handler(context) {
        asked({ action: `publish:${host}`, input: context.input });
        context.output('commitHash', FIRST_COMMIT);
      },
    }),
  );
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'conformance-stand-ins',
    register: env =>
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(check, ...others, ...published);
        },
      }),
  });
}

/** Of what was published. */
export const FIRST_COMMIT = '0f9e8d7c6b5a49382716051423324150617283a4';
