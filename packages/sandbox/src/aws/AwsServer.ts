import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readBody } from '../loopback/body';
import { isOwnHost, loopbackHosts } from '../loopback/guard';
import { closeServer, listenOnLoopback } from '../loopback/listen';
import { Answering } from './Answering';
import { type AccessKey, type AccountKeys, newId } from './identity/accessKeys';
import { Credentials } from './identity/Credentials';
import { AwsWorld } from './world/AwsWorld';

export interface AwsServerOptions {
  /** 0: any free one. */
  port: number;
  now: () => Date;
  /** The same at each start. */
  keysOf(account: string): AccountKeys;
}

/** A body of GetMetricData with 500 queries is some 150 KB. */
const longestBody = 1_048_576;

/**
 * RDS, CloudWatch and STS of every account and Region, on one address: which is meant, a request says by its headers, and
 * the Region by the scope of its signature.
 */
export class AwsServer {
  private world: AwsWorld;
  private readonly credentials = new Credentials();
  private readonly answering: Answering;

  private constructor(
    private readonly options: AwsServerOptions,
    private readonly server: Server,
    readonly port: number,
  ) {
    const { now } = options;
    this.world = new AwsWorld({ plan: { accounts: [] }, clock: { now, after: () => () => {} }, seed: 0 });
    this.answering = new Answering({ credentials: this.credentials, now, world: () => this.world });
    server.on('request', (request, response) => void this.answer(request, response));
  }

  /** @throws SandboxError when the port cannot be had */
  static async start(options: AwsServerOptions): Promise<AwsServer> {
    const server = createServer();
    const port = await listenOnLoopback(server, options.port, 'AWS');
    return new AwsServer(options, server, port);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** From now on; what it answered from before is forgotten. */
  answerFrom(world: AwsWorld): void {
    this.world = world;
    for (const { id } of world.accounts) {
      const { greenroom, admin } = this.options.keysOf(id);
      this.addUser(id, 'greenroom', greenroom);
      this.addUser(id, 'admin', admin);
    }
  }

  /** Each account with its Regions and the keys of its users. */
  accounts() {
    return this.world.accounts.map(account => ({ ...account, keys: this.options.keysOf(account.id) }));
  }

  requests() {
    return this.answering.counts.list();
  }

  stop(): Promise<void> {
    return closeServer(this.server);
  }

  private addUser(account: string, name: 'greenroom' | 'admin', key: AccessKey): void {
    if (this.credentials.find(key.accessKeyId)) return;
    const arn = `arn:aws:iam::${account}:user/${name}`;
    const principal = { account, arn, userId: newId('AIDA'), mayWrite: name === 'admin' };
    this.credentials.addUser({ ...key, principal });
  }

  /** Never rejects. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hosts = loopbackHosts(this.port);
    if (!isOwnHost(request, hosts)) {
      const text = `This is the sandbox's AWS; it answers as ${hosts.join(' or ')} only.\n`;
      response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
      return;
    }
    try {
      const body = await readBody(request, longestBody);
      const path = request.url ?? '/';
      const reply = await this.answering.answer({ path, headers: request.headers, body });
      response.writeHead(reply.status, reply.headers).end(reply.body);
    } catch {
      // The request broke off, or was longer than any of these services reads.
      response.writeHead(413).end();
    }
  }
}
