import { expect } from 'expect';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Check, NotRun } from '../../Check';
import { argo, type CheckContext, core } from '../../CheckContext';
import { eventually } from '../../eventually';
import { at, listAt, textAt } from '../../json';
import { LiveRollout } from '../../rollouts/LiveRollout';
import { namesOf } from '../../templates/names';
import { FIRST_COMMIT } from '../../templates/standIns';
import { DeployRepository } from './DeployRepository';
import { Prometheus } from './Prometheus';
import { Workbench } from './Workbench';

const NAME = 'gift-cards';
const SECOND_COMMIT = '1e2d3c4b5a69788796a5b4c3d2e1f00112233445';
const APPLICATIONS = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
/** Of the analyses that Prometheus is asked for; here they take seconds. */
const QUICK = (url: string) => (text: string) =>
  text
    .replaceAll('http://prometheus.monitoring:9090', url)
    .replaceAll('initialDelay: 20s', 'initialDelay: 1s')
    .replaceAll('interval: 10s', 'interval: 1s');

class StillOtherwise extends Error {
  override readonly name = 'StillOtherwise';
}

/** One environment's Application, followed by the cluster's own Argo CD. */
class LiveApplication {
  private constructor(
    private readonly context: CheckContext,
    readonly repository: DeployRepository,
    readonly prometheus: Prometheus,
  ) {}

  /** Publishes the deployment and hands it to Argo CD. @throws NotRun when nobody looks after Applications here */
  static async start(context: CheckContext, environment: string): Promise<LiveApplication> {
    const { namespace, target } = context;
    const workbench = await Workbench.open(context);
    const prometheus = await Prometheus.start(new URL(target.metrics.url).hostname, {
      'job:success_rate:ratio': 0.999,
      'job:duration_seconds:p99': 0.12,
    });
    context.cleanUp(() => prometheus.stop());
    // Its own name: Applications of all checks are in one namespace.
    const { image, environments: usual } = namesOf(NAME);
    for (const commit of [FIRST_COMMIT, SECOND_COMMIT]) target.build?.(image, commit);
    const environments = usual.map(each => ({ ...each, application: namespace }));
    const deployRepository = `file://${join(workbench.directory, 'run/deployment.git')}`;
    const made = await workbench.make('run', {}, { namespace, environments, deployRepository });
    const repository = await DeployRepository.publish(join(made, 'deployment'));
    await repository.change('base', 'Analyses that take seconds', QUICK(prometheus.url));
    const cluster = environments.find(({ name }) => name === environment)?.cluster ?? '';
    const live = new LiveApplication(context, repository, prometheus);
    await live.create(readFileSync(join(made, 'applications', cluster, `${NAME}.yaml`), 'utf8'));
    return live;
  }

  private async create(manifest: string): Promise<void> {
    const { api, namespace, cleanUp } = this.context;
    const answer = await api.ask({ method: 'POST', path: APPLICATIONS, body: parse(manifest) });
    if (answer.status === 404) throw new NotRun('the cluster has no Argo CD');
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.any(String)]);
    cleanUp(() => this.delete());
    const looked = async () => expect(textAt(await this.get(), 'status', 'reconciledAt')).not.toBe('');
    await eventually(looked, 20_000).catch(() => {
      throw new NotRun(`nobody looks after the Application ${namespace}`);
    });
  }

  get() {
    return this.context.api.get(`${APPLICATIONS}/${this.context.namespace}`);
  }

  /** Argo CD looks at the repository at once, as it would when told of a push. */
  refresh(): Promise<unknown> {
    const annotations = { 'argocd.argoproj.io/refresh': 'hard' };
    return this.context.api.patch(`${APPLICATIONS}/${this.context.namespace}`, { metadata: { annotations } });
  }

  /** Synced to what main has, by an operation that ended well, and nothing of it out of sync. */
  async untilSynced(within = 60_000): Promise<void> {
    await eventually(async () => {
      const { status } = await this.get();
      const state = textAt(status, 'operationState', 'phase');
      const message = textAt(status, 'operationState', 'message');
      const revision = textAt(status, 'sync', 'revision');
      const deployed = textAt(listAt(status, 'history').at(-1), 'revision');
      const told = { sync: textAt(status, 'sync', 'status'), state, deployed: deployed === revision };
      if (told.sync === 'Synced' && state === 'Succeeded' && told.deployed) return;
      throw new StillOtherwise(JSON.stringify([told, message, at(status, 'conditions')]));
    }, within);
  }

  /** With everything that it made. */
  async delete(): Promise<void> {
    const { api, namespace } = this.context;
    const path = `${APPLICATIONS}/${namespace}`;
    const { status } = await api.ask({ method: 'DELETE', path });
    if (status === 404) return;
    await eventually(async () => expect((await api.ask({ path })).status).toBe(404), 30_000);
  }
}

/** Nothing of a check shares a name with another's, and the other controllers go on meanwhile. */
export const syncing: readonly Check[] = [
  ...['dev', 'staging', 'prod'].map((environment): Check => ({
    id: `templates/synced-${environment}`,
    title: `Argo CD syncs ${environment} from git, and its first revision goes live`,
    needs: ['git'],
    async run(context) {
      const application = await LiveApplication.start(context, environment);
      await application.untilSynced();
      const rollout = LiveRollout.of(context, NAME);
      const live = await rollout.until(({ status }) => status.phase === 'Healthy');
      expect(at(live.spec.template, 'metadata', 'annotations', 'greenroom.dev/commit')).toBe(FIRST_COMMIT);
      expect(await rollout.selected('active')).toBe(live.status.stableRS);
      const { status } = await application.get();
      const unhappy = listAt(status, 'resources').filter(each => textAt(each, 'status') !== 'Synced');
      expect([listAt(status, 'resources').length, unhappy]).toEqual([13, []]);
    },
  })),
  {
    id: 'templates/second-commit',
    title: 'a new tag in git waits in production, is analysed, and goes live when somebody promotes it',
    needs: ['git'],
    async run(context) {
      const application = await LiveApplication.start(context, 'prod');
      await application.untilSynced();
      const rollout = LiveRollout.of(context, NAME);
      const before = (await rollout.until(({ status }) => status.phase === 'Healthy')).status.currentPodHash;
      await rollout.quiet();
      await application.repository.change('overlays/prod', 'build: automatic update', text =>
        text.replace(FIRST_COMMIT, SECOND_COMMIT),
      );
      await application.refresh();
      const paused = await rollout.untilPaused(before);
      expect(at(paused.spec.template, 'metadata', 'annotations', 'greenroom.dev/commit')).toBe(SECOND_COMMIT);
      expect(application.prometheus.asked).toEqual([
        `job:duration_seconds:p99{namespace="${context.namespace}",service="${NAME}-preview"}`,
        `job:success_rate:ratio{namespace="${context.namespace}",service="${NAME}-preview"}`,
      ]);
      expect(await rollout.selected('active')).toBe(before);
      // Argo CD leaves it as it is: what controllers write is no drift.
      await application.untilSynced();
      await rollout.promote();
      const live = await rollout.until(({ status }) => status.phase === 'Healthy');
      expect([live.status.stableRS, await rollout.selected('active')]).toEqual([
        paused.status.currentPodHash,
        paused.status.currentPodHash,
      ]);
      expect(application.prometheus.asked).toContain(
        `job:success_rate:ratio{namespace="${context.namespace}",service="${NAME}"}`,
      );
      await application.refresh();
      await application.untilSynced();
    },
  },
  {
    id: 'templates/held',
    title:
      'Argo CD leaves the number of pods to the autoscaler, puts back what else is changed by hand, and takes everything away',
    needs: ['git'],
    async run(context) {
      const application = await LiveApplication.start(context, 'prod');
      await application.untilSynced();
      const rollout = LiveRollout.of(context, NAME);
      await rollout.until(({ status }) => status.phase === 'Healthy');
      await rollout.change({ replicas: 5 });
      const budget = `/apis/policy/v1/namespaces/${context.namespace}/poddisruptionbudgets/${NAME}`;
      await context.api.patch(budget, { spec: { maxUnavailable: 3 } });
      await eventually(
        async () => expect(at((await context.api.get(budget)).spec, 'maxUnavailable')).toBe(1),
        30_000,
      );
      await application.refresh();
      await application.untilSynced();
      expect((await rollout.get()).spec.replicas).toBe(5);
      await application.delete();
      for (const path of [
        rollout.path,
        budget,
        core(context, 'services', NAME),
        argo(context, 'analysistemplates', `${NAME}-p99`),
      ]) {
        expect([path, (await context.api.ask({ path })).status]).toEqual([path, 404]);
      }
    },
  },
];
