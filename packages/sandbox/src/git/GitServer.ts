import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isOwnHost, loopbackHosts } from '../loopback/guard';
import { closeServer, listenOnLoopback } from '../loopback/listen';
import { newPassword } from '../state/secrets';
import type { StateDirectory } from '../state/StateDirectory';
import { Accounts, type GitAccount } from './accounts';
import type { Site } from './api/ApiCall';
import { Answering } from './answering';
import { GitFaults } from './GitFaults';
import { GitHost, type PushListener } from './GitHost';

export interface GitServerOptions {
  /** 0: any free one. */
  port: number;
  state: StateDirectory;
  now: () => Date;
  /** Who may push besides the portal, and their passwords. */
  people?: readonly GitAccount[];
}

/** The portal's own account at the git host. */
export const portalLogin = 'greenroom';

/**
 * The git host of the sandbox: smart HTTP through the machine's `git http-backend`, Gitea's REST API as far as clients
 * of it go here, and a few pages. Everybody on this machine may read; to write it takes an account.
 */
export class GitServer {
  readonly faults = new GitFaults();

  private constructor(
    private readonly server: Server,
    readonly port: number,
    readonly host: GitHost,
    /** Of the portal's account; kept in the state directory as `git-password`. */
    readonly password: string,
  ) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** @throws SandboxError when the port or the state directory cannot be had */
  static async start({ port, state, now, people = [] }: GitServerOptions): Promise<GitServer> {
    // The same at the next start, as the portal may read it before this process runs.
    const password = state.keep('git-password', newPassword);
    // Longer than clients keep a connection: one that closes as it is asked is a read that failed.
    const server = createServer({ keepAliveTimeout: 60_000 });
    const listening = await listenOnLoopback(server, port, 'the git host');
    const host = new GitHost({ directory: state.file('git'), now });
    const started = new GitServer(server, listening, host, password);
    const accounts = new Accounts([portalAccount(password), ...people]);
    started.serve({ host, accounts, url: started.url, now });
    return started;
  }

  /** Every branch that moves from now on. Returns what ends it. */
  onPush(listener: PushListener): () => void {
    return this.host.onPush(listener);
  }

  /** Repositories as at the very first start; faults end. */
  async reset(): Promise<void> {
    this.faults.clear();
    await this.host.reset();
  }

  stop(): Promise<void> {
    this.faults.clear();
    return closeServer(this.server);
  }

  private serve(site: Site): void {
    const hosts = loopbackHosts(this.port);
    const answering = new Answering(site, this.faults);
    this.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (this.faults.isDown) request.socket.destroy();
      else if (!isOwnHost(request, hosts)) refuse(response, hosts);
      else void answering.answer(request, response);
    });
  }
}

function portalAccount(password: string): GitAccount {
  return { login: portalLogin, name: 'Greenroom', email: 'greenroom@greenroom.example', password };
}

function refuse(response: ServerResponse, hosts: string[]): void {
  const text = `This is the sandbox's git host; it answers as ${hosts.join(' or ')} only.\n`;
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
