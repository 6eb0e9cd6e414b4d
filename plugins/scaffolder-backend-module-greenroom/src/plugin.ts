import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { GitAccess } from '@greenroom/git-access';
import { gitCommitAction } from './actions/gitCommit';
import { namesCheckAction } from './actions/namesCheck';
import { policyRegisterAction } from './actions/policyRegister';
import { runUndoAction } from './actions/runUndo';
import { waitUntilLiveAction } from './actions/waitUntilLive';
import { systemClock } from './clock';
import { readActionsConfig } from './config';
import { Writable } from './git/Writable';
import { PortalClient } from './portal/PortalClient';
import { redactTaskLogs } from './redaction/taskLogs';

/** The actions of golden paths, and what keeps secrets out of the log of any task. */
export const scaffolderModuleGreenroom = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'greenroom',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, config, discovery }) {
        const { writable, secrets } = readActionsConfig(config);
        redactTaskLogs(secrets);
        const git = GitAccess.fromIntegrations(ScmIntegrations.fromConfig(config));
        const deps = {
          portal: new PortalClient({ auth, discovery }),
          writable: new Writable(git, writable),
          clock: systemClock,
          secrets,
        };
        actions.addActions(
          namesCheckAction(deps),
          gitCommitAction(deps),
          policyRegisterAction(deps),
          waitUntilLiveAction(deps),
          runUndoAction(deps),
        );
      },
    });
  },
});
