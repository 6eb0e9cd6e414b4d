import {
  ConflictError,
  InputError,
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GitAccess } from '@greenroom/git-access';
import {
  allowedActs,
  type Application,
  applicationKey,
  type ApplicationRef,
  type ChangeRequest,
  earlierDeployments,
  type NewChangeRequest,
  type RevertPreview,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import type { DeliveryService, Entry } from '../DeliveryService';
import type { ChangeRequestStore, StoredChangeRequest } from './ChangeRequestStore';
import { Follower } from './Follower';
import { askedLine, holdMessageOf, messageOf } from './lines';
import { Opening } from './Opening';
import { openPull } from './openPull';
import { type HoldContext, planHold } from './planHold';
import { planRevert, type RevertPlan, withHold } from './planRevert';
import { Releases } from './Releases';

export interface ChangeRequestsOptions {
  store: ChangeRequestStore;
  delivery: Pick<DeliveryService, 'entryNow' | 'entries' | 'source' | 'onChange'>;
  git: Pick<GitAccess, 'repository'>;
  newId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  logger: Pick<LoggerService, 'warn'>;
  /** Calls the task every now and then; answers how to stop that. */
  nowAndThen(task: () => void): () => void;
}

/** Reverts in git, and what lets new images in after one: made as a pull request, and followed until they are live. */
export class ChangeRequests {
  readonly #options: ChangeRequestsOptions;
  readonly #follower: Follower;
  readonly #opening: Opening;
  readonly #releases: Releases;

  constructor(options: ChangeRequestsOptions) {
    this.#options = options;
    this.#follower = new Follower({ ...options, reopen: stored => this.#reopen(stored) });
    this.#opening = new Opening(options, this.#follower);
    this.#releases = new Releases({
      ...options,
      opening: this.#opening,
      recent: ref => this.recent(ref),
      context: application => this.#context(application),
    });
  }

  async start(): Promise<void> {
    await this.#follower.start();
  }

  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  /** Those of an Application that pages show, newest first, as this replica knows them. */
  recent(ref: ApplicationRef): ChangeRequest[] {
    return this.#follower.recent(applicationKey(ref));
  }

  onChange(listener: () => void): () => void {
    return this.#follower.onChange(listener);
  }

  /** @throws NotFoundError */
  async read(id: string): Promise<ChangeRequest> {
    const stored = await this.#options.store.read(id);
    if (!stored) {
      throw new NotFoundError(`there is no change request ${id}`);
    }
    return stored.change;
  }

  /**
   * What a change request would contain.
   * @throws as `create`
   */
  async preview(ref: ApplicationRef, toRevision: string | undefined): Promise<RevertPreview> {
    const { application } = this.#revertable(ref);
    return (await this.#plan(application, this.#target(application, toRevision))).preview;
  }

  /**
   * Makes it: branch, commit, pull request. An open one of the same is the answer instead, and nothing is made.
   * @throws ConflictError when it can not be reverted, or there is nothing to; InputError; NotFoundError;
   * ServiceUnavailableError; and what the git host refuses it with
   */
  async create(person: string, body: NewChangeRequest): Promise<{ change: ChangeRequest; created: boolean }> {
    const { application } = this.#revertable(body);
    const toRevision = this.#target(application, body.toRevision);
    const open = await this.#options.store.openOf(body, toRevision);
    if (open) {
      return { change: open.change, created: false };
    }
    const plan = await this.#plan(application, toRevision);
    const draft = this.#draft(person, body.reason, application, plan);
    const { store, now } = this.#options;
    const { stored, created } = await store.create(draft, now(), askedLine(draft));
    return { change: created ? await this.#open(stored, plan) : stored.change, created };
  }

  /** Lets new images in again. @throws as `Releases` does */
  async release(person: string, ref: ApplicationRef, reason: string) {
    return this.#releases.create(person, ref, reason);
  }

  #revertable(ref: ApplicationRef): Entry {
    const entry = this.#options.delivery.entryNow(ref);
    const { allowed, why } = allowedActs(entry.application).revert;
    if (!allowed) {
      throw new ConflictError(`${why}.`);
    }
    return entry;
  }

  /** Only what was deployed is known to have worked somehow. */
  #target(application: Application, toRevision: string | undefined): string {
    const earlier = earlierDeployments(application);
    const found =
      toRevision === undefined ? earlier[0] : earlier.find(({ commit }) => commit.sha === toRevision);
    if (!found) {
      throw new InputError(
        `toRevision: ${toRevision} is no earlier deployment that Argo CD remembers of ${application.name}`,
      );
    }
    if (found.path !== undefined && found.path !== application.source?.path) {
      throw new ConflictError(`It was made from ${found.path} then, not from ${application.source?.path}.`);
    }
    return found.commit.sha;
  }

  async #plan(application: Application, toRevision: string): Promise<RevertPlan> {
    const plan = await planRevert(this.#repository(application), application, toRevision);
    if (!application.imageUpdater || application.imagesHeld) {
      return plan;
    }
    return withHold(plan, await planHold(application, this.#context(application)));
  }

  #context({ parent: ref }: Application): HoldContext {
    const parent = ref && this.#options.delivery.entries().get(applicationKey(ref))?.application;
    return { parent, repository: one => this.#repository(one) };
  }

  /** @throws ConflictError for a repository that the portal can not reach */
  #repository({ source }: Pick<Application, 'source'>) {
    try {
      return this.#options.git.repository(`https://${source?.repository}`);
    } catch (error) {
      throw error instanceof InputError ? new ConflictError(error.message) : error;
    }
  }

  #draft(
    person: string,
    reason: string,
    application: Application,
    { preview, hold }: RevertPlan,
  ): ChangeRequest {
    const { newId, now } = this.#options;
    const id = newId();
    const at = new Date(now()).toISOString();
    const { path, into, toRevision, repository } = preview;
    return {
      id,
      kind: 'revert',
      application: preview.application,
      place: application.place,
      repository,
      path,
      branch: `greenroom/revert-${application.name}-${shortCommit(toRevision.sha)}-${id.slice(0, 8)}`,
      ...(hold && {
        hold: {
          repository: hold.repository,
          path: hold.file.path,
          branch: `greenroom/hold-${application.name}-${id.slice(0, 8)}`,
          into: hold.into,
          state: 'opening' as const,
        },
      }),
      into,
      toRevision,
      fromRevision: application.live?.commit,
      reason,
      by: person,
      at,
      state: 'opening',
      text: 'The branch, the commit and the pull request are being made.',
      seen: { opening: at },
    };
  }

  /** Every step may have been done before by somebody who died after it: each does no harm twice. */
  async #open(stored: StoredChangeRequest, plan: RevertPlan): Promise<ChangeRequest> {
    const { preview, files } = plan;
    let change = stored.change;
    try {
      const held = await this.#openHold(change, plan);
      change = held.change;
      const git = this.#options.git.repository(preview.url);
      const { branch, into } = change;
      const pull = await openPull(git, { branch, from: preview.head.sha, into, files, ...messageOf(change) });
      const text = `Pull request ${pull.number} waits for somebody to merge it.${held.text}`;
      return await this.#opening.become(stored, {
        ...change,
        state: 'open',
        text,
        number: pull.number,
        url: pull.url,
      });
    } catch (error) {
      return await this.#opening.failed({ ...stored, change }, error);
    }
  }

  /** A repository that refuses the hold does not keep anybody from going back: it is said. */
  async #openHold(
    change: ChangeRequest,
    { hold: plan }: RevertPlan,
  ): Promise<{ change: ChangeRequest; text: string }> {
    const { hold, ...bare } = change;
    if (!hold || !plan) {
      // Somebody else has held them back since.
      return { change: hold ? { ...change, hold: { ...hold, state: 'merged' } } : change, text: '' };
    }
    const { branch, into } = hold;
    const files = [{ path: plan.file.path, content: plan.file.after }];
    try {
      const git = this.#options.git.repository(plan.url);
      const pull = await openPull(git, { branch, from: plan.head, into, files, ...holdMessageOf(change) });
      const { number, url } = pull;
      return {
        change: { ...change, hold: { ...hold, state: 'open', number, url } },
        text: ` Merge pull request ${number} of ${hold.repository} first: it holds new images back.`,
      };
    } catch (error) {
      if (error instanceof ServiceUnavailableError) {
        throw error;
      }
      const why = isError(error) ? error.message : String(error);
      return { change: bare, text: ` New images can not be held back, and one may replace it: ${why}` };
    }
  }

  async #reopen(stored: StoredChangeRequest): Promise<void> {
    const { change } = stored;
    const application = this.#options.delivery.entries().get(applicationKey(change.application))?.application;
    if (!application) {
      return;
    }
    try {
      if (change.kind === 'release') {
        await this.#releases.reopen(stored, application);
      } else {
        await this.#open(stored, await this.#plan(application, change.toRevision.sha));
      }
    } catch (error) {
      this.#options.logger.warn(`Change request ${change.id} can not be made now: ${error}`);
    }
  }
}
