import { isError, ServiceUnavailableError } from '@backstage/errors';
import { type ChangeRequest, isEnded } from '@greenroom/plugin-delivery-common';
import type { ChangeRequestsOptions } from './ChangeRequests';
import type { StoredChangeRequest } from './ChangeRequestStore';
import type { Follower } from './Follower';
import { stateLine } from './lines';

/** What making a change request comes to, whatever it is about: its states are written, and what can not be made is taken back. */
export class Opening {
  readonly #options: Pick<ChangeRequestsOptions, 'store' | 'git' | 'now' | 'logger'>;
  readonly #follower: Pick<Follower, 'know'>;

  constructor(
    options: Pick<ChangeRequestsOptions, 'store' | 'git' | 'now' | 'logger'>,
    follower: Pick<Follower, 'know'>,
  ) {
    this.#options = options;
    this.#follower = follower;
  }

  async become(stored: StoredChangeRequest, next: ChangeRequest): Promise<ChangeRequest> {
    const { now, store } = this.#options;
    const at = new Date(now()).toISOString();
    const change = { ...next, seen: { ...next.seen, [next.state]: next.seen[next.state] ?? at } };
    const line = stored.change.state === change.state ? undefined : stateLine(change);
    await store.save({ ...stored, change, checkedAt: now() }, line);
    this.#follower.know(change);
    return isEnded(change.state) ? change : ((await store.read(change.id))?.change ?? change);
  }

  /** A host that did not answer may have done it: it is tried again until it says something. */
  async failed(stored: StoredChangeRequest, error: unknown): Promise<ChangeRequest> {
    const { change } = stored;
    const why = isError(error) ? error.message : String(error);
    if (error instanceof ServiceUnavailableError) {
      return this.become(stored, { ...change, text: `It is not made yet: ${why} It will be tried again.` });
    }
    await this.become(stored, { ...change, state: 'failed', text: `It could not be made: ${why}` });
    const { hold } = change;
    await this.#deleteBranch(change);
    if (hold) {
      await this.#deleteBranch(hold);
    }
    throw error;
  }

  /** A pull request from it is closed by that. */
  async #deleteBranch({ repository, branch }: Pick<ChangeRequest, 'repository' | 'branch'>): Promise<void> {
    await this.#options.git
      .repository(`https://${repository}`)
      .deleteBranch(branch)
      .catch(left => this.#options.logger.warn(`Branch ${branch} of ${repository} is left: ${left}`));
  }
}
