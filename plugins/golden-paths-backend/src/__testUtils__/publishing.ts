import type { BackendFeature } from '@backstage/backend-plugin-api';
import gitea from '@backstage/plugin-scaffolder-backend-module-gitea';
import github from '@backstage/plugin-scaffolder-backend-module-github';
import gitlab from '@backstage/plugin-scaffolder-backend-module-gitlab';
import type { JsonObject } from '@backstage/types';
import type { Sandbox } from '@greenroom/sandbox';
import { FakeGitHub } from './forges/FakeGitHub';
import { FakeGitLab } from './forges/FakeGitLab';
import type { Forge } from './forges/Forge';
import { FaultyProxy } from './FaultyProxy';

export type Kind = 'gitea' | 'github' | 'gitlab';

/** Of the portal at the host; none that any other text has in it. */
export const TOKEN = 'tkn-7f1c/of+the"portal';

/** The git host of one kind that paths publish to, and what the configuration says of it. */
export interface Publishing {
  kind: Kind;
  proxy: FaultyProxy;
  /** Where there is one between the proxy and the sandbox. */
  forge?: FakeGitHub | FakeGitLab;
  /** As the configuration names it. */
  host: string;
  /** Where its pages are. */
  pages: string;
  module: BackendFeature;
  integration: JsonObject;
  stop(): Promise<void>;
}

/** Puts a git host of the kind before the sandbox's, and a proxy that fails before that. */
export async function startPublishing(kind: Kind, sandbox: Sandbox): Promise<Publishing> {
  const forge = await forgeOf(kind, sandbox);
  const proxy = await FaultyProxy.start(forge?.url ?? sandbox.git.url);
  const host = forge?.host === 'github.test' ? forge.host : `localhost:${proxy.port}`;
  if (forge) {
    forge.publicUrl = proxy.url;
  }
  return {
    kind,
    proxy,
    ...(forge && { forge }),
    host,
    pages: kind === 'github' ? `https://${host}` : proxy.url,
    module: { gitea, github, gitlab }[kind],
    integration: { host, ...credentialsOf(kind, proxy.url, sandbox) },
    stop: async () => {
      await proxy.stop();
      await (forge satisfies Forge | undefined)?.stop();
    },
  };
}

async function forgeOf(kind: Kind, sandbox: Sandbox): Promise<FakeGitHub | FakeGitLab | undefined> {
  const options = { sandbox, token: TOKEN };
  switch (kind) {
    case 'github':
      return new FakeGitHub(options).start();
    case 'gitlab':
      return new FakeGitLab(options).start();
    default:
      return undefined;
  }
}

function credentialsOf(kind: Kind, url: string, sandbox: Sandbox): JsonObject {
  switch (kind) {
    case 'github':
      return { apiBaseUrl: `${url}/api/v3`, token: TOKEN };
    case 'gitlab':
      return { baseUrl: url, apiBaseUrl: `${url}/api/v4`, token: TOKEN };
    default:
      return { baseUrl: url, username: 'greenroom', password: sandbox.git.password };
  }
}
