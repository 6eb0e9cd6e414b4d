import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../loopback/body';
import { isOwnHost, loopbackHosts } from '../loopback/guard';
import { closeServer, listenOnLoopback } from '../loopback/listen';
import type { FaultTarget } from '../control/FaultTarget';
import { injectNamed } from '../control/injectNamed';
import { Answering } from './Answering';
import { DATABASE_FAULTS, DatabaseFaults } from './faults/DatabaseFaults';
import { REGION_FAULTS, RegionFaults } from './faults/RegionFaults';
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
  private readonly regionFaults = new RegionFaults(region => this.obey(region));
  private readonly databaseFaults: DatabaseFaults;

  private constructor(
    private readonly options: AwsServerOptions,
    private readonly server: Server,
    readonly port: number,
  ) {
    const { now } = options;
    this.world = new AwsWorld({ plan: { accounts: [] }, clock: { now, after: () => () => {} }, seed: 0 });
    const world = () => this.world;
    const { credentials, regionFaults: faults } = this;
    this.databaseFaults = new DatabaseFaults(world, () => now().getTime());
    this.answering = new Answering({ credentials, now, world, faults });
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
    this.endFaults();
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

  /** Regions as `aws:<region>`, their clusters and instances as `aws:<region>/<id>`. */
  get faultTarget(): FaultTarget {
    return {
      faults: () => this.knownFaults(),
      takes: target => target.startsWith('aws:'),
      inject: ({ target, ...injection }) => {
        const what = target.slice('aws:'.length);
        if (what.includes('/')) {
          injectNamed(DATABASE_FAULTS, { what, faults: this.databaseFaults.of(what) }, injection);
        } else injectNamed(REGION_FAULTS, { what, faults: this.regionFaults.of(what) }, injection);
      },
    };
  }

  stop(): Promise<void> {
    this.endFaults();
    return closeServer(this.server);
  }

  private addUser(account: string, name: 'greenroom' | 'admin', key: AccessKey): void {
    if (this.credentials.find(key.accessKeyId)) return;
    const arn = `arn:aws:iam::${account}:user/${name}`;
    const principal = { account, arn, userId: newId('AIDA'), mayWrite: name === 'admin' };
    this.credentials.addUser({ ...key, principal });
  }

  private knownFaults(): Record<string, readonly string[]> {
    const regions = new Set(this.world.places.map(({ name }) => name));
    return {
      ...Object.fromEntries([...regions].map(name => [`aws:${name}`, REGION_FAULTS])),
      ...Object.fromEntries(this.databaseFaults.targets().map(name => [`aws:${name}`, DATABASE_FAULTS])),
    };
  }

  private endFaults(): void {
    this.regionFaults.clear();
    this.databaseFaults.clear();
  }

  private obey(region: string): void {
    const faults = this.regionFaults.of(region);
    for (const fault of ['no-data', 'stale-backups'] as const) {
      this.databaseFaults.obeyRegion(region, fault, faults.has(fault));
    }
  }

  /** Never rejects. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hosts = loopbackHosts(this.port);
    if (!isOwnHost(request, hosts)) {
      const text = `This is the sandbox's AWS; it answers as ${hosts.join(' or ')} only.\n`;
      response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
      return;
    }
    const region = regionOf(request);
    const faults = this.regionFaults.of(region);
    if (faults.has('unreachable')) {
      request.socket.destroy();
      return;
    }
    if (faults.has('hang')) return;
    const late = faults.lateness('slow');
    if (late) await sleep(late, undefined, { ref: false });
    try {
      const body = await readBody(request, longestBody);
      const path = request.url ?? '/';
      const reply = await this.answering.answer({ path, headers: request.headers, body });
      // Clients set their clock by it, which is how they get over a difference.
      const date = new Date(this.options.now().getTime() + this.regionFaults.skewOf(region)).toUTCString();
      response.writeHead(reply.status, { ...reply.headers, date }).end(reply.body);
    } catch {
      // The request broke off, or was longer than any of these services reads.
      response.writeHead(413).end();
    }
  }
}

/** The Region that a request is meant for, whether it is believed or not: the line to it may be broken before. */
function regionOf({ headers }: IncomingMessage): string {
  return /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}
