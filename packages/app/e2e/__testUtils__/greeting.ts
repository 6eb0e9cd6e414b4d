import { kubernetes } from './cluster';

const apis = '/apis/argoproj.io/v1alpha1';
const namespace = 'storefront';

/** A blue-green rollout of the tests' own on a cluster, so that the scripted day does not get in the way. */
export class Greeting {
  readonly page: string;

  private constructor(
    private readonly cluster: string,
    private readonly name: string,
  ) {
    this.page = `/rollouts/${cluster}/${namespace}/rollout/${name}`;
  }

  static async create(cluster: string, name: string): Promise<Greeting> {
    const greeting = new Greeting(cluster, name);
    for (const service of [name, `${name}-preview`]) {
      await kubernetes(cluster, 'POST', `/api/v1/namespaces/${namespace}/services`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: service },
        spec: { selector: { app: name }, ports: [{ port: 80 }] },
      });
    }
    await kubernetes(cluster, 'POST', `${apis}/namespaces/${namespace}/rollouts`, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: name } },
        strategy: {
          blueGreen: { activeService: name, previewService: `${name}-preview`, autoPromotionEnabled: false },
        },
        template: greeting.template('v1'),
      },
    });
    return greeting;
  }

  private template(tag: string) {
    return {
      metadata: { labels: { app: this.name } },
      spec: { containers: [{ name: 'app', image: `registry.example/greeting:${tag}` }] },
    };
  }

  private get path() {
    return `${apis}/namespaces/${namespace}/rollouts/${this.name}`;
  }

  /** What a pipeline does. */
  async push(tag: string): Promise<void> {
    await kubernetes(this.cluster, 'PATCH', this.path, { spec: { template: this.template(tag) } });
  }

  /** What `kubectl argo rollouts promote` does. */
  async promote(): Promise<void> {
    await kubernetes(this.cluster, 'PATCH', `${this.path}/status`, { status: { pauseConditions: null } });
  }

  async remove(): Promise<void> {
    await kubernetes(this.cluster, 'DELETE', this.path);
    for (const service of [this.name, `${this.name}-preview`]) {
      await kubernetes(this.cluster, 'DELETE', `/api/v1/namespaces/${namespace}/services/${service}`);
    }
  }
}
