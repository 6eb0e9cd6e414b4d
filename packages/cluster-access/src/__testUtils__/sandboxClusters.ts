import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { startSandbox, type SandboxCluster } from '@greenroom/sandbox';
import { systemClock } from '../clock';
import { urlCredentials } from '../connection/urlCredentials';
import { type ServiceRow, servicesKind } from '../kinds';
import { LiveCluster } from '../LiveCluster';
import type { Tuning } from '../tuning';
import type { LiveCollection } from '../types';
import { keepingLogger } from './logger';
import { Replay } from './watching';

/** Empty clusters of the sandbox, with their API servers on real sockets. */
export async function startSandboxClusters(names: string[]) {
  const state = mkdtempSync(join(tmpdir(), 'cluster-access-'));
  const sandbox = await startSandbox({ state, world: { bare: names } });
  const stop = async () => {
    await sandbox.stop();
    rmSync(state, { recursive: true });
  };
  return { cluster: (name: string) => sandbox.cluster(name), stop };
}

/** The Services of one sandbox cluster as we hold them, beside the store they come from. */
export class WatchedServices {
  readonly cluster: LiveCluster;
  readonly collection: LiveCollection<ServiceRow>;
  readonly replay: Replay<ServiceRow>;

  constructor(
    readonly outside: SandboxCluster,
    tuning: Tuning,
  ) {
    const { name, url, certificateAuthority: caData, tokens } = outside;
    this.cluster = new LiveCluster({
      name,
      load: urlCredentials({ name, url, caData, token: tokens.reader }),
      clock: systemClock,
      tuning,
      logger: keepingLogger(),
      version: '1.2.3',
    });
    this.cluster.start();
    this.collection = this.cluster.watch(servicesKind);
    this.replay = new Replay(this.collection);
  }

  /**
   * Resolves when the API server accepts connections. While it was down, a client on this machine may have got its
   * port for a connection of its own: then it comes back when that has ended.
   */
  async untilBack(): Promise<void> {
    const port = Number(new URL(this.outside.url).port);
    for (let isBack = false; !isBack;) {
      isBack = await new Promise<boolean>(resolve => {
        const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => resolve(true));
        socket.on('error', () => setTimeout(resolve, 20, false));
        socket.on('secureConnect', () => socket.destroy());
      });
    }
  }

  /** Creates it, or changes it. */
  put(name: string, value: number): void {
    const { api } = this.outside;
    const key = { resource: 'services', namespace: 'default', name };
    const spec = { selector: { value: String(value) }, ports: [{ port: 80 }] };
    if (api.get(key)) {
      api.patch(key, { spec: { selector: { value: String(value) } } });
    } else {
      api.create('services', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { namespace: 'default', name },
        spec,
      });
    }
  }

  remove(name: string): void {
    const key = { resource: 'services', namespace: 'default', name };
    if (this.outside.api.get(key)) {
      this.outside.api.delete(key);
    }
  }

  /** What the store has. */
  stored(): ServiceView[] {
    return sorted(
      this.outside.api.list('services').map(({ metadata, spec }) => ({
        key: `${metadata.namespace}/${metadata.name}`,
        uid: metadata.uid,
        selector: spec?.selector ?? {},
      })),
    );
  }

  /** The same as we hold it. */
  held(): ServiceView[] {
    return sorted([...this.collection.rows()].map(([key, { uid, selector }]) => ({ key, uid, selector })));
  }
}

interface ServiceView {
  key: string;
  uid: string;
  selector: unknown;
}

function sorted(views: ServiceView[]): ServiceView[] {
  return views.sort((a, b) => (a.key < b.key ? -1 : 1));
}
