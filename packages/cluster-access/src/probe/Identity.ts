import { z } from 'zod';
import type { Clock } from '../clock';
import { ClusterFailure } from '../connection/ClusterFailure';
import type { Connection } from '../connection/Connection';
import type { Tuning } from '../tuning';

const namespaceSchema = z.object({ metadata: z.object({ uid: z.string().min(1) }) });

/** A permission that was granted since is noticed within this time, milliseconds. */
const askAgain = 60_000;

/**
 * The question a probe asks. `kube-system`'s uid is what a cluster is known by, and reading it takes a valid token and
 * a right. Where that right is missing, `/version` still tells a valid token from a refused one (401 comes before
 * everything else), only not which cluster answers.
 */
export class Identity {
  #uid: string | undefined;
  #deniedUntil = 0;
  readonly #options: { connection: Connection; clock: Clock; tuning: Tuning };

  constructor(options: { connection: Connection; clock: Clock; tuning: Tuning }) {
    this.#options = options;
  }

  get isPermitted(): boolean {
    return this.#deniedUntil === 0;
  }

  /**
   * Whether another cluster answers than before.
   * @throws ClusterFailure when it does not answer as it should
   */
  async ask(signal: AbortSignal): Promise<boolean> {
    const { connection, clock, tuning } = this.#options;
    const limits = { limit: tuning.probeLimit, signal };
    if (clock.now().getTime() >= this.#deniedUntil) {
      const path = '/api/v1/namespaces/kube-system';
      const answer = await permitted(
        connection.ask({ path, task: 'get the namespace kube-system', ...limits }),
      );
      if (answer !== undefined) {
        this.#deniedUntil = 0;
        return this.#isOther(answer);
      }
      this.#deniedUntil = clock.now().getTime() + askAgain;
    }
    await permitted(connection.ask({ path: '/version', task: 'read the version', ...limits }));
    return false;
  }

  #isOther(answer: string): boolean {
    const { uid } = readNamespace(answer).metadata;
    const before = this.#uid;
    this.#uid = uid;
    return before !== undefined && before !== uid;
  }
}

function readNamespace(answer: string): z.infer<typeof namespaceSchema> {
  try {
    return namespaceSchema.parse(JSON.parse(answer));
  } catch {
    throw new ClusterFailure({
      kind: 'server',
      reason: 'what answers is not a Kubernetes API server',
      cure: 'Check the configured URL, and what stands between the portal and the API server.',
    });
  }
}

/** `undefined` when the server knows us and refuses just this. */
async function permitted(answer: Promise<string>): Promise<string | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ClusterFailure && (error.kind === 'forbidden' || error.kind === 'absent')) {
      return undefined;
    }
    throw error;
  }
}
