import { servicesKind } from '@greenroom/cluster-access';
import type { Observed, Seen } from '@greenroom/plugin-rollouts-backend';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import { sleep } from '../measure';
import type { Hands } from './Hands';
import type { Portal } from './Portal';

export const NAMESPACE = 'promotion-races';
/** What this machine may be late by when it does everything at once. */
const SLACK = 60_000;
const HASH_LABEL = 'rollouts-pod-template-hash';
const serviceSchema = z.object({ spec: z.object({ selector: z.record(z.string(), z.string()) }) });

/** One rollout that races again and again. */
export class Lane {
  /** Every revision that users were ever sent to, by the live Service. */
  readonly served = new Set<string>();
  private readonly forget: () => void;
  private pushes = 0;

  constructor(
    readonly name: string,
    private readonly portal: Portal,
    readonly hands: Hands,
    private readonly speed: number,
  ) {
    const key = `${NAMESPACE}/${name}`;
    this.forget = portal.clusters
      .get('races')
      .watch(servicesKind)
      .subscribe(changes => {
        const hash = changes.find(change => change.key === key)?.row?.selector[HASH_LABEL];
        if (hash !== undefined) {
          this.served.add(hash);
        }
      });
  }

  close(): void {
    this.forget();
  }

  /** Asks the API server itself whether users are sent to it now: the watch may be behind what a writer has read. */
  async ask(revision: string): Promise<void> {
    const service = await this.hands.get(`/api/v1/namespaces/${NAMESPACE}/services/${this.name}`);
    if (serviceSchema.safeParse(service).data?.spec.selector[HASH_LABEL] === revision) {
      this.served.add(revision);
    }
  }

  get path(): string {
    return `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/rollouts/${this.name}`;
  }

  async deploy(): Promise<void> {
    for (const service of [this.name, `${this.name}-preview`]) {
      await this.hands.create(`/api/v1/namespaces/${NAMESPACE}/services`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: service, namespace: NAMESPACE },
        spec: { selector: { app: this.name }, ports: [{ port: 80 }] },
      });
    }
    await this.hands.create(`/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/rollouts`, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: this.name, namespace: NAMESPACE },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 2,
        selector: { matchLabels: { app: this.name } },
        template: {
          metadata: { labels: { app: this.name } },
          spec: { containers: [{ name: 'app', image: `${this.name}:first` }] },
        },
        strategy: {
          blueGreen: {
            activeService: this.name,
            previewService: `${this.name}-preview`,
            autoPromotionEnabled: false,
            scaleDownDelaySeconds: 1,
          },
        },
      },
    });
    await this.until(({ verdict }) => verdict.state === 'healthy');
  }

  /** A new image; answers its tag. */
  async push(run: string): Promise<string> {
    this.pushes += 1;
    const tag = `${run}-${this.pushes}`;
    const containers = [{ name: 'app', image: `${this.name}:${tag}` }];
    await this.hands.patch(this.path, { spec: { template: { spec: { containers } } } });
    return tag;
  }

  read(): Rollout | undefined {
    return this.portal.rollouts.entries().get(`races/${NAMESPACE}/rollout/${this.name}`)?.rollout;
  }

  /** When it is so; in the time of the cluster. */
  async until(isSo: (rollout: Rollout) => boolean, seconds = 120, slack = SLACK): Promise<Rollout> {
    const end = performance.now() + (seconds * 1000) / this.speed + slack;
    for (;;) {
      const rollout = this.read();
      if (rollout && isSo(rollout)) {
        return rollout;
      }
      if (performance.now() > end) {
        const stored = JSON.stringify(await this.hands.get(this.path));
        throw new RangeError(`${this.name}: not so in ${seconds} s; ${rollout?.sentence}; stored: ${stored}`);
      }
      await sleep(5);
    }
  }

  /** What a person sees when the image with this tag waits. */
  async waiting(tag: string): Promise<Seen> {
    const { uid, preview, pause } = await this.until(
      rollout => rollout.verdict.state === 'waiting' && rollout.preview?.images[0]?.tag === tag,
    );
    return {
      rollout: { cluster: 'races', namespace: NAMESPACE, kind: 'rollout', name: this.name },
      uid,
      revision: preview?.revision ?? '',
      digests: preview?.images.flatMap(({ digest }) => digest ?? []) ?? [],
      pauseStartedAt: pause?.startedAt,
    };
  }

  promote(seen: Seen, requestId: string, beforeSending = async () => {}): Promise<Observed> {
    return this.portal.writer.perform({ act: 'promote' }, seen, {
      requestId,
      signal: new AbortController().signal,
      beforeSending,
    });
  }

  /** Lets what waits go on until it is healthy: the next race begins in peace. */
  async calm(): Promise<void> {
    await this.hands.patch(this.path, { spec: { paused: false } });
    for (let round = 1; ; round += 1) {
      const rollout = await this.until(
        ({ verdict }) => ['waiting', 'healthy'].includes(verdict.state),
        3,
        1_000,
      ).catch(() => undefined);
      if (rollout?.verdict.state === 'healthy') {
        return;
      }
      if (round > 20) {
        throw new RangeError(`${this.name} does not become calm: ${this.read()?.sentence}`);
      }
      await this.hands.patch(this.path, { metadata: { annotations: { calm: String(round) } } });
      await this.hands.patch(`${this.path}/status`, { status: { pauseConditions: null } });
      await sleep(300 / this.speed);
    }
  }
}
