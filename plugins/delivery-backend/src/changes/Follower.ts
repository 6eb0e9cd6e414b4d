import type { GitRepository } from '@greenroom/git-access';
import {
  type Application,
  applicationKey,
  type ChangeRequest,
  type Hold,
  isEnded,
} from '@greenroom/plugin-delivery-common';
import { isDeepStrictEqual } from 'node:util';
import type { ChangeRequestsOptions } from './ChangeRequests';
import type { StoredChangeRequest } from './ChangeRequestStore';
import { holdLine, stateLine } from './lines';
import { isSameFolder } from './planRevert';
import { type Around, nextStep } from './progress';

export interface FollowerOptions extends Pick<
  ChangeRequestsOptions,
  'store' | 'delivery' | 'git' | 'now' | 'logger' | 'nowAndThen'
> {
  /** Goes on with one that was never made to its end. */
  reopen(stored: StoredChangeRequest): Promise<void>;
}

/** Hosts are asked after 5 s at first, later after a thirtieth of the request's age, up to 5 min. */
const SOONEST_MS = 5_000;
const LATEST_MS = 300_000;
/** Whoever was making it is given up on after that. */
const OPENING_MS = 60_000;
/** Pairs of commits of which it is known whether one has the other; commits never change. */
const KNOWN_PAIRS = 1_000;

/** Follows every open change request to its end. All replicas do; a request is asked about by one at a time. */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #known = new Map<string, ChangeRequest>();
  readonly #listeners = new Set<() => void>();
  readonly #within = new Map<string, boolean>();
  /** Whether a folder is the same at two commits; of the last question only, which is asked again and again. */
  readonly #same = new Map<string, boolean>();
  #stops: readonly (() => void)[] = [];
  #round: Promise<void> = Promise.resolve();
  #again = false;
  #stopped = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { delivery, nowAndThen } = this.#options;
    this.#stops = [
      nowAndThen(() => this.#soon()),
      delivery.onChange(({ applications }) => {
        const isOpen = (change: ChangeRequest) =>
          !isEnded(change.state) && applications.has(applicationKey(change.application));
        if ([...this.#known.values()].some(isOpen)) {
          this.#soon();
        }
      }),
    ];
    this.#soon();
    await this.#round;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stops.forEach(stop => stop());
    await this.#round;
  }

  recent(application: string): ChangeRequest[] {
    return [...this.#known.values()]
      .filter(change => applicationKey(change.application) === application)
      .sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes note of how one stands now. */
  know(change: ChangeRequest): void {
    if (!isDeepStrictEqual(this.#known.get(change.id), change)) {
      this.#known.set(change.id, change);
      this.#listeners.forEach(listener => listener());
    }
  }

  /** One round at a time, and one more after it for what came meanwhile. */
  #soon(): void {
    if (this.#again || this.#stopped) {
      return;
    }
    this.#again = true;
    this.#round = this.#round.then(async () => {
      this.#again = false;
      await this.#look().catch(error =>
        this.#options.logger.warn(`Change requests can not be followed now: ${error}`),
      );
    });
  }

  async #look(): Promise<void> {
    const all = await this.#options.store.recent();
    all.forEach(({ change }) => this.know(change));
    const gone = new Set(all.map(({ change }) => change.id));
    [...this.#known.keys()].filter(id => !gone.has(id)).forEach(id => this.#known.delete(id));
    for (const stored of all.filter(({ change }) => !isEnded(change.state))) {
      await this.#follow(stored);
    }
  }

  async #follow(stored: StoredChangeRequest): Promise<void> {
    if (stored.change.state === 'opening') {
      if (await this.#mine(stored, OPENING_MS)) {
        await this.#options.reopen({ ...stored, version: stored.version + 1 });
      }
      return;
    }
    const asked = await this.#askHost(stored);
    let current: StoredChangeRequest | undefined = await this.#noteHold(asked.stored, asked.hold);
    while (current && !isEnded(current.change.state)) {
      current = await this.#step(current, await this.#around(current.change, asked.pull));
    }
  }

  /** With what became of the pull request that holds new images back. */
  async #noteHold(
    stored: StoredChangeRequest,
    pull: Around['pull'],
  ): Promise<StoredChangeRequest | undefined> {
    const { hold } = stored.change;
    if (!hold || !pull || pull.state === hold.state) {
      return stored;
    }
    const since = pull.state === 'merged' ? new Date(this.#options.now()).toISOString() : undefined;
    const held: Hold = { ...hold, state: pull.state, ...(since && { since }) };
    const change: ChangeRequest = { ...stored.change, hold: held };
    if (!(await this.#options.store.save({ ...stored, change }, holdLine(change, held)))) {
      return undefined;
    }
    this.know(change);
    return { ...stored, change, version: stored.version + 1 };
  }

  /** What nobody goes back to needs no new images held back. */
  async #dropHold({ hold }: ChangeRequest): Promise<void> {
    if (hold?.state !== 'open' || hold.number === undefined) {
      return;
    }
    const git = this.#options.git.repository(`https://${hold.repository}`);
    await git.closeChangeRequest(hold.number).catch(error => {
      this.#options.logger.warn(`Pull request ${hold.number} of ${hold.repository} is left open: ${error}`);
    });
  }

  /** The step that is due, written; `undefined` when there is none, or another replica has written it. */
  async #step(stored: StoredChangeRequest, around: Around): Promise<StoredChangeRequest | undefined> {
    const step = nextStep(stored.change, around);
    if (!step) {
      return undefined;
    }
    const { store, now } = this.#options;
    const { state, text, mergedSha } = step;
    const merged = mergedSha ?? (state === 'merged' ? await this.#headOf(stored.change) : undefined);
    const change: ChangeRequest = {
      ...stored.change,
      state,
      text,
      ...(merged && { mergedCommit: { sha: merged, url: this.#git(stored.change).commitUrl(merged) } }),
      seen: { ...stored.change.seen, [state]: new Date(now()).toISOString() },
    };
    const isSaved = await store.save({ ...stored, change }, stateLine(change));
    if (isSaved) {
      this.know(change);
    }
    if (isSaved && state === 'closed') {
      await this.#dropHold(change);
    }
    return isSaved ? { ...stored, change, version: stored.version + 1 } : undefined;
  }

  /** The pull requests that are not merged yet, if it is time to ask and no other replica has just done so. */
  async #askHost(
    stored: StoredChangeRequest,
  ): Promise<{ stored: StoredChangeRequest; pull?: Around['pull']; hold?: Around['pull'] }> {
    const { change } = stored;
    const { hold } = change;
    const asksPull = change.state === 'open' && change.number !== undefined;
    const asksHold = hold?.state === 'open' && hold.number !== undefined;
    const pause = Math.min(
      Math.max((this.#options.now() - Date.parse(change.at)) / 30, SOONEST_MS),
      LATEST_MS,
    );
    if (!(asksPull || asksHold) || !(await this.#mine(stored, pause))) {
      return { stored };
    }
    return {
      stored: { ...stored, version: stored.version + 1 },
      ...(asksPull && { pull: await this.#pullOf(change) }),
      ...(asksHold && { hold: await this.#pullOf(hold) }),
    };
  }

  async #pullOf({
    repository,
    number,
  }: Pick<ChangeRequest, 'repository' | 'number'>): Promise<Around['pull']> {
    try {
      return await this.#git({ repository }).changeRequest(number ?? 0);
    } catch (error) {
      this.#options.logger.warn(`Pull request ${number} of ${repository} can not be read now: ${error}`);
      return undefined;
    }
  }

  /** Whether it is due, and this replica is the first to see that. */
  async #mine(stored: StoredChangeRequest, pauseMs: number): Promise<boolean> {
    const now = this.#options.now();
    return (
      now - stored.checkedAt >= pauseMs && this.#options.store.save({ ...stored, checkedAt: now }, undefined)
    );
  }

  async #around(change: ChangeRequest, pull: Around['pull']): Promise<Around> {
    const { delivery } = this.#options;
    const isLive = delivery.source(change.application.cluster).freshness === 'live';
    const application = isLive
      ? delivery.entries().get(applicationKey(change.application))?.application
      : undefined;
    // What a release changes is in another repository than what the Application is made from.
    const merged = change.kind === 'revert' ? change.mergedCommit?.sha : undefined;
    if (merged !== undefined && application) {
      const heads = [application.live?.commit.sha, application.desired?.sha];
      await Promise.all(heads.map(head => head !== undefined && this.#learn(change, head, merged)));
    }
    const changedAgain = merged && (await this.#changedAgain(change, application));
    return { pull, application, changedAgain, contains: (one, other) => this.#contains(one, other) };
  }

  /** The commit that Argo CD compares with, where that has the folder otherwise than the merge had it. */
  async #changedAgain(
    change: ChangeRequest,
    application: Application | undefined,
  ): Promise<string | undefined> {
    const [merged, head] = [change.mergedCommit?.sha, application?.desired?.sha];
    if (!merged || !head || head === merged || !this.#contains(head, merged)) {
      return undefined;
    }
    try {
      const key = `${merged} ${head} ${change.path}`;
      const isSame =
        this.#same.get(key) ?? (await isSameFolder(this.#git(change), change.path, merged, head));
      this.#same.clear();
      this.#same.set(key, isSame);
      return isSame ? undefined : head;
    } catch (error) {
      this.#options.logger.warn(`What ${change.repository} has can not be read now: ${error}`);
      return undefined;
    }
  }

  #contains(commit: string, ancestor: string): boolean {
    return commit === ancestor || this.#within.get(`${ancestor} ${commit}`) === true;
  }

  /** Asks the host once whether one commit has the other; what is known never changes. */
  async #learn(change: ChangeRequest, commit: string, ancestor: string): Promise<void> {
    const pair = `${ancestor} ${commit}`;
    if (commit === ancestor || this.#within.has(pair)) {
      return;
    }
    try {
      const between = await this.#git(change).commitsBetween(ancestor, commit);
      this.#within.set(
        pair,
        between.some(({ parents }) => parents.includes(ancestor)),
      );
      if (this.#within.size > KNOWN_PAIRS) {
        this.#within.clear();
      }
    } catch (error) {
      this.#options.logger.warn(
        `What lies between two commits of ${change.repository} can not be told: ${error}`,
      );
    }
  }

  /** For a host that does not say which commit a merge made. */
  async #headOf(change: ChangeRequest): Promise<string | undefined> {
    return this.#git(change).headOf(change.into);
  }

  #git({ repository }: Pick<ChangeRequest, 'repository'>): GitRepository {
    return this.#options.git.repository(`https://${repository}`);
  }
}
