import { expect } from '@playwright/test';
import { z } from 'zod';
import { kubernetes, scenario } from './cluster';

const restSchema = z.object({
  metadata: z.object({ generation: z.number() }),
  status: z.object({ phase: z.string().optional(), observedGeneration: z.string().optional() }),
});

/** More than a rollout has that pauses before its promotion and is asked no questions after it. */
export interface GreetingPlan {
  /** Of the Rollout: how its promotion policy is narrowed. */
  annotations?: Record<string, string>;
  /** More of `spec.strategy.blueGreen`. */
  blueGreen?: object;
}

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

  static async create(
    cluster: string,
    name: string,
    { annotations = {}, blueGreen = {} }: GreetingPlan = {},
  ): Promise<Greeting> {
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
      metadata: { name, annotations },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: name } },
        strategy: {
          blueGreen: {
            activeService: name,
            previewService: `${name}-preview`,
            autoPromotionEnabled: false,
            ...blueGreen,
          },
        },
        template: greeting.template('v1'),
      },
    });
    return greeting;
  }

  /** Its own, so that what happens to one image happens to one greeting. */
  private image(tag: string) {
    return `registry.example/${this.name}:${tag}`;
  }

  private template(tag: string) {
    return {
      metadata: { labels: { app: this.name } },
      spec: { containers: [{ name: 'app', image: this.image(tag) }] },
    };
  }

  private get path() {
    return `${apis}/namespaces/${namespace}/rollouts/${this.name}`;
  }

  /** Waits until the controller has seen the last image and come to rest: live, or before a promotion. */
  async rest(phase: 'Healthy' | 'Paused'): Promise<void> {
    await expect(async () => {
      const { metadata, status } = restSchema.parse(await kubernetes(this.cluster, 'GET', this.path));
      expect([status.phase, status.observedGeneration]).toEqual([phase, String(metadata.generation)]);
    }).toPass({ timeout: 40_000, intervals: [500] });
  }

  /** What a pipeline does. */
  async push(tag: string): Promise<void> {
    await kubernetes(this.cluster, 'PATCH', this.path, { spec: { template: this.template(tag) } });
  }

  /** What `kubectl argo rollouts promote` does. */
  async promote(): Promise<void> {
    await kubernetes(this.cluster, 'PATCH', `${this.path}/status`, { status: { pauseConditions: null } });
  }

  /** What a process does that was well until it had traffic. */
  async crash(tag: string): Promise<void> {
    await scenario('inject', { target: `image:${this.image(tag)}`, fault: 'crash', seconds: 60 });
  }

  async remove(): Promise<void> {
    await kubernetes(this.cluster, 'DELETE', this.path);
    for (const service of [this.name, `${this.name}-preview`]) {
      await kubernetes(this.cluster, 'DELETE', `/api/v1/namespaces/${namespace}/services/${service}`);
    }
  }
}
