import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { GitAccess } from '@greenroom/git-access';
import {
  type PathRequest,
  type Plan,
  type PlanAnswer,
  policyBranchOf,
  policyPathOf,
  runMark,
} from '@greenroom/plugin-golden-paths-common';
import type { PathsConfig } from '../config';
import { MAIN, repoUrl } from '../names/derive';
import { applicationPath, type FoundRepository } from '../names/gitNames';
import { type Checked, mustBeFree, type Names } from '../names/Names';
import { planOf, type Task, type Tasks } from './Tasks';
import { type ThingsDeps, thingsOf, undo } from './things';

export interface PlanningOptions extends ThingsDeps {
  names: Pick<Names, 'check'>;
  tasks: Pick<Tasks, 'get' | 'events'>;
  git: Pick<GitAccess, 'repository'>;
  config: PathsConfig;
}

export interface Asks {
  taskId: string;
  request: PathRequest;
  credentials: BackstageCredentials;
}

/** An earlier run of the same request that failed and left something. */
interface Earlier {
  task: Task;
  plan?: Plan;
  /** Asked for with the very same values: what it published can be gone on with. */
  isSame: boolean;
}

/** Begins a run: whether its name can be had, what an earlier one left, and all that it may make. */
export class Planning {
  readonly #options: PlanningOptions;

  constructor(options: PlanningOptions) {
    this.#options = options;
  }

  /**
   * What an earlier run of the same request left is gone on with where it was published; an empty repository, and what
   * was asked for with other values, is taken away first. A dry-run (`taskId` of no task) takes nothing away.
   * @throws InputError with every reason why the name can not be had, ServiceUnavailableError when nobody can tell
   */
  async begin(asks: Asks): Promise<PlanAnswer> {
    const own = await this.#ownTask(asks);
    let looked = await this.#look(asks, own);
    const useless = await this.#useless(looked.checked.repositories, looked.earlier);
    if (useless.length > 0 && own) {
      await this.#takeAway(useless);
      looked = await this.#look(asks, own);
    }
    const { checked, earlier } = looked;
    mustBeFree(checked);
    mustBeKnown(checked);
    return this.#answer(asks, checked, [...earlier.values()]);
  }

  /** For the form: whether what is there was left by a run that this person could go on with. */
  async whyNot(run: string, like: Like, credentials: BackstageCredentials): Promise<string | undefined> {
    const found = await this.#earlier(run, like, credentials);
    return typeof found === 'string' ? found : undefined;
  }

  async #look({ request, credentials }: Asks, own: Task | undefined) {
    const earlier = new Map<string, Earlier>();
    const like = { ...request, templateRef: own?.spec.templateInfo?.entityRef, own };
    const checked = await this.#options.names.check(request, async run => {
      const found = await this.#earlier(run, like, credentials);
      if (typeof found !== 'string') {
        earlier.set(run, found);
      }
      return typeof found === 'string' ? found : undefined;
    });
    return { checked, earlier };
  }

  /** The run, or why it can not be gone on with. */
  async #earlier(run: string, like: Like, credentials: BackstageCredentials): Promise<Earlier | string> {
    try {
      const { tasks } = this.#options;
      const task = await tasks.get(run, credentials);
      const why = run === like.own?.id ? undefined : whyOthers(task, like);
      return (
        why ?? {
          task,
          plan: planOf(task, await tasks.events(run, credentials)),
          isSame: isSame(task, like.own),
        }
      );
    } catch (error) {
      if (error instanceof NotFoundError || error instanceof NotAllowedError) {
        return `run ${run} made it`;
      }
      throw error;
    }
  }

  async #useless(repositories: readonly FoundRepository[], earlier: ReadonlyMap<string, Earlier>) {
    const found = await Promise.all(
      repositories.map(async ({ url, run }) => {
        const left = run === undefined ? undefined : earlier.get(run);
        const isUseful = left?.isSame && (await this.#options.git.repository(url).headOf(MAIN)) !== undefined;
        return left && !isUseful ? [{ url, left }] : [];
      }),
    );
    return found.flat();
  }

  /** The whole of an earlier run where its values were others; else the empty repository only. */
  async #takeAway(useless: readonly { url: string; left: Earlier }[]): Promise<void> {
    for (const { url, left } of useless) {
      const whole = left.isSame ? undefined : left.plan;
      const plan = whole ?? { ...nothing, runs: [left.task.id], repositories: [{ url }] };
      const remains = (await undo(thingsOf(this.#options, plan))).filter(({ state }) => state !== 'undone');
      if (remains.length > 0) {
        const words = remains.map(({ ref, why, howToRemove }) => `${ref} (${why}): ${howToRemove?.command}`);
        throw new ConflictError(`Run ${left.task.id} left what can not be taken away: ${words.join('; ')}`);
      }
    }
  }

  async #answer(
    { taskId, request }: Asks,
    checked: Checked,
    earlier: readonly Earlier[],
  ): Promise<PlanAnswer> {
    const { config, git } = this.#options;
    const { derived, repositories } = checked;
    const [code, deploy] = await Promise.all(
      repositories.map(async ({ url, exists }) =>
        exists ? await git.repository(url).headOf(MAIN) : undefined,
      ),
    );
    const { environments, ...names } = derived;
    return {
      start: {
        ...names,
        environments,
        publisher: config.publisher.kind,
        repoUrl: repoUrl(config, derived.org, derived.name),
        deployRepoUrl: repoUrl(config, derived.org, `${derived.name}-deploy`),
        publishRepository: code === undefined,
        publishDeployRepository: deploy === undefined,
        commit: code ?? '',
        deployCommit: deploy ?? '',
        applications: git.repository(config.applications).url,
        policies: git.repository(config.policies).url,
        policyPath: policyPathOf(derived.name),
        policyBranch: policyBranchOf(derived.name),
        mark: runMark(taskId),
      },
      plan: {
        ...request,
        runs: [...new Set([taskId, ...earlier.map(({ task }) => task.id)])],
        repositories: [derived.repository, derived.deployRepository].map(url => ({ url })),
        commits: [await this.#commits(derived.name, earlier)],
        changeRequests: [
          { repository: git.repository(config.policies).url, branch: policyBranchOf(derived.name) },
        ],
        locations: [derived.catalogInfoUrl],
      },
    };
  }

  /** Where the branch was before the first of these runs. */
  async #commits(name: string, earlier: readonly Earlier[]): Promise<Plan['commits'][number]> {
    const { config, git } = this.#options;
    const applications = git.repository(config.applications);
    const branch = await applications.defaultBranch();
    const before = earlier.flatMap(({ plan }) => plan?.commits[0]?.base ?? []).at(0);
    const base = before ?? (await applications.headOf(branch));
    const paths = config.environments.map(({ cluster }) => applicationPath(cluster, name));
    return { repository: applications.url, branch, ...(base !== undefined && { base }), paths };
  }

  /** `undefined` for a dry-run, which is no task. @throws NotAllowedError for somebody else's */
  async #ownTask({ taskId, credentials }: Asks): Promise<Task | undefined> {
    try {
      return await this.#options.tasks.get(taskId, credentials);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }
}

/** What an earlier run has to be like. */
export interface Like extends PathRequest {
  templateRef?: string;
  own?: Task;
}

const nothing = { name: '', owner: '', commits: [], changeRequests: [], locations: [] };

function whyOthers({ id, status, spec }: Task, { name, owner, templateRef }: Like): string | undefined {
  const { parameters } = spec;
  const isLike = parameters.name === name && parameters.owner === owner;
  const isOfTemplate = templateRef === undefined || spec.templateInfo?.entityRef === templateRef;
  if (status === 'open' || status === 'processing') {
    return `run ${id} is making it now`;
  }
  if (!isLike || !isOfTemplate || !['failed', 'cancelled'].includes(status)) {
    return `run ${id} made it`;
  }
  return undefined;
}

function isSame(task: Task, own: Task | undefined): boolean {
  const values = (of: Task | undefined) =>
    JSON.stringify(Object.entries(of?.spec.parameters ?? {}).sort(byKey));
  return own === undefined || values(task) === values(own);
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function mustBeKnown({ unknown }: Checked): void {
  if (unknown.length > 0) {
    throw new ServiceUnavailableError(
      `Nothing is made while nobody can tell whether the name is free. ${unknown.join(' ')}`,
    );
  }
}
