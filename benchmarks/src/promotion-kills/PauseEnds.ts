import fs from 'node:fs';
import https from 'node:https';
import YAML from 'yaml';
import { z } from 'zod';

const kubeconfigSchema = z.object({
  clusters: z.array(
    z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }) }),
  ),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })),
});
const rolloutSchema = z.object({
  metadata: z.object({ name: z.string() }),
  status: z
    .object({
      currentPodHash: z.string().optional(),
      stableRS: z.string().optional(),
      controllerPause: z.boolean().nullish(),
      pauseConditions: z.array(z.object({ startTime: z.string() })).nullish(),
    })
    .prefault({}),
});
const eventSchema = z.object({ type: z.string(), object: z.unknown() });
type Status = z.infer<typeof rolloutSchema>['status'];

/**
 * Every version of every rollout, as the API server tells them in a watch of its own: a pause that is gone while the
 * controller still believes in it was ended by somebody's patch, and only by one that took effect.
 */
export class PauseEnds {
  /** What ended a pause, by name of the rollout: the revisions. */
  readonly patched = new Map<string, string[]>();
  readonly #last = new Map<string, Status>();
  readonly #stop: () => void;

  /** @param file - kubeconfig of an admin of one cluster */
  constructor(file: string, namespace: string) {
    const { clusters, users } = kubeconfigSchema.parse(YAML.parse(fs.readFileSync(file, 'utf8')));
    const { server, 'certificate-authority-data': data } = clusters[0]?.cluster ?? {};
    const request = https.get(
      `${server}/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts?watch=1&timeoutSeconds=7200`,
      {
        ca: Buffer.from(data ?? '', 'base64'),
        headers: { authorization: `Bearer ${users[0]?.user.token}` },
      },
      response => {
        let rest = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          const lines = (rest + text).split('\n');
          rest = lines.pop() ?? '';
          lines.forEach(line => this.#see(line));
        });
        response.on('end', () => this.#fail('the watch ended'));
      },
    );
    request.on('error', error => this.#fail(error.message));
    this.#stop = () => {
      this.#stopped = true;
      request.destroy();
    };
  }

  #stopped = false;

  stop(): void {
    this.#stop();
  }

  stable(name: string): string | undefined {
    return this.#last.get(name)?.stableRS;
  }

  #see(line: string) {
    const { object } = eventSchema.parse(JSON.parse(line));
    const { metadata, status } = rolloutSchema.parse(object);
    const { name } = metadata;
    const before = this.#last.get(name);
    const isEnded = before?.pauseConditions?.length && !status.pauseConditions?.length;
    if (isEnded && status.controllerPause) {
      this.patched.set(name, [...(this.patched.get(name) ?? []), before.currentPodHash ?? '']);
    }
    this.#last.set(name, status);
  }

  /** A version that was not seen would be a patch that is not counted. */
  #fail(why: string) {
    if (!this.#stopped) {
      console.log(`MISSED  ${why}`);
      process.exit(1);
    }
  }
}
