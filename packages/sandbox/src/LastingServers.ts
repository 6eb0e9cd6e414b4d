import { AwsServer } from './aws/AwsServer';
import { keepAccountKeys } from './aws/identity/accessKeys';
import type { SandboxClock } from './clock/SandboxClock';
import { GitServer } from './git/GitServer';
import type { OidcOptions, OidcServer } from './oidc/OidcServer';
import type { Ports } from './ports';
import { PrometheusServer } from './prometheus/PrometheusServer';
import type { StateDirectory } from './state/StateDirectory';

/** What there is one of, whatever world runs; a reset leaves it where it is. */
export interface LastingServers {
  /** Absent where nobody signs in. */
  oidc?: OidcServer;
  git: GitServer;
  prometheus: PrometheusServer;
  aws: AwsServer;
}

export interface LastingOptions {
  ports: Ports;
  /** Origin of the portal. */
  portal: string;
  state: StateDirectory;
  clock: SandboxClock;
  signIn?: (options: OidcOptions) => Promise<OidcServer>;
}

/** @throws SandboxError when a port can not be had; nothing is left running then */
export async function startLastingServers(options: LastingOptions): Promise<LastingServers> {
  const { ports, portal, state, clock, signIn } = options;
  const now = () => clock.now();
  const started: Partial<LastingServers> = {};
  try {
    const oidc = (started.oidc = await signIn?.({ port: ports.oidc, portal, state }));
    const staff = oidc?.accounts.filter(({ guest }) => !guest);
    const people = staff?.map(({ id, ...account }) => ({ login: id, ...account }));
    const git = (started.git = await GitServer.start({ port: ports.git, state, now, people }));
    const prometheus = (started.prometheus = await PrometheusServer.start({ port: ports.prometheus, now }));
    const keysOf = (account: string) => keepAccountKeys(state, account);
    const aws = await AwsServer.start({ port: ports.aws, now, keysOf });
    return { oidc, git, prometheus, aws };
  } catch (error) {
    await stopLastingServers(started);
    throw error;
  }
}

export async function stopLastingServers(servers: Partial<LastingServers>): Promise<void> {
  const { oidc, git, prometheus, aws } = servers;
  await Promise.all([oidc, git, prometheus, aws].map(server => server?.stop()));
}
