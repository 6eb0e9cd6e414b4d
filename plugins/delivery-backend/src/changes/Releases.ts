import { ConflictError } from '@backstage/errors';
import {
  allowedActs,
  type Application,
  type ApplicationRef,
  type ChangeRequest,
  isEnded,
} from '@greenroom/plugin-delivery-common';
import type { ChangeRequestsOptions } from './ChangeRequests';
import type { StoredChangeRequest } from './ChangeRequestStore';
import { askedLine, releaseMessageOf } from './lines';
import type { Opening } from './Opening';
import { openPull } from './openPull';
import { type HoldContext, type HoldPlan, planRelease } from './planHold';

export interface ReleasesOptions extends Pick<
  ChangeRequestsOptions,
  'store' | 'delivery' | 'git' | 'newId' | 'now'
> {
  opening: Opening;
  /** What is known of an Application's change requests. */
  recent(ref: ApplicationRef): readonly ChangeRequest[];
  /** In what the manifest of an Application is looked for. */
  context(application: Application): HoldContext;
}

/** New images that a revert held back are let in again: the line that holds them goes, by a pull request. */
export class Releases {
  readonly #options: ReleasesOptions;

  constructor(options: ReleasesOptions) {
    this.#options = options;
  }

  /**
   * Asks for it. One that is open is the answer instead.
   * @throws ConflictError when nothing is held back, or a revert still needs it; NotFoundError; ServiceUnavailableError;
   * and what the git host refuses it with
   */
  async create(
    person: string,
    ref: ApplicationRef,
    reason: string,
  ): Promise<{ change: ChangeRequest; created: boolean }> {
    const { application } = this.#options.delivery.entryNow(ref);
    const open = this.#options.recent(ref).filter(({ state }) => !isEnded(state));
    const same = open.find(({ kind }) => kind === 'release');
    if (same) {
      return { change: same, created: false };
    }
    const { allowed, why } = allowedActs(application).release;
    if (!allowed) {
      throw new ConflictError(`${why}.`);
    }
    if (open.length > 0) {
      throw new ConflictError('A revert that needs new images held back is still on its way.');
    }
    const plan = await this.#plan(application);
    const draft = this.#draft(person, reason, application, plan);
    const { store, now } = this.#options;
    const { stored, created } = await store.create(draft, now(), askedLine(draft));
    return { change: created ? await this.#open(stored, plan) : stored.change, created };
  }

  /** Goes on with one that was not made to its end. */
  async reopen(stored: StoredChangeRequest, application: Application): Promise<void> {
    await this.#open(stored, await this.#plan(application));
  }

  async #plan(application: Application): Promise<HoldPlan> {
    const plan = await planRelease(application, this.#options.context(application));
    if (typeof plan === 'string') {
      throw new ConflictError(`The portal can not let new images in again: ${plan}.`);
    }
    return plan;
  }

  #draft(person: string, reason: string, application: Application, plan: HoldPlan): ChangeRequest {
    const { newId, now } = this.#options;
    const id = newId();
    const at = new Date(now()).toISOString();
    const { cluster, namespace, name, place, live, desired } = application;
    return {
      id,
      kind: 'release',
      application: { cluster, namespace, name },
      place,
      repository: plan.repository,
      path: plan.file.path,
      branch: `greenroom/release-${name}-${id.slice(0, 8)}`,
      into: plan.into,
      toRevision: live?.commit ?? desired ?? { sha: plan.head },
      reason,
      by: person,
      at,
      state: 'opening',
      text: 'The branch, the commit and the pull request are being made.',
      seen: { opening: at },
    };
  }

  /** Every step may have been done before by somebody who died after it: each does no harm twice. */
  async #open(stored: StoredChangeRequest, plan: HoldPlan): Promise<ChangeRequest> {
    const { change } = stored;
    const { branch, into } = change;
    const files = [{ path: plan.file.path, content: plan.file.after }];
    try {
      const git = this.#options.git.repository(plan.url);
      const { number, url } = await openPull(git, {
        branch,
        from: plan.head,
        into,
        files,
        ...releaseMessageOf(change),
      });
      const text = `Pull request ${number} waits for somebody to merge it.`;
      return await this.#options.opening.become(stored, { ...change, state: 'open', text, number, url });
    } catch (error) {
      return await this.#options.opening.failed(stored, error);
    }
  }
}
