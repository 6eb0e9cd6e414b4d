import type { Config } from '@backstage/config';
import { readRemote, repositoryName } from '@greenroom/git-access';
import { secretsOf } from './redaction/secretsOf';

export interface ActionsConfig {
  /** Names of the repositories that runs write to though they did not make them. */
  writable: readonly string[];
  /** What never is in a log. */
  secrets: readonly string[];
}

/** Reads `greenroom.goldenPaths` and the secrets of `integrations`. */
export function readActionsConfig(config: Config): ActionsConfig {
  const own = config.getOptionalConfig('greenroom.goldenPaths');
  const urls = [own?.getOptionalString('applications'), own?.getOptionalString('policies')];
  return {
    writable: urls.flatMap(url => {
      const remote = url === undefined ? undefined : readRemote(url);
      return remote ? [repositoryName(remote)] : [];
    }),
    secrets: secretsOf(config),
  };
}
