import { isError, NotAllowedError } from '@backstage/errors';
import type { GitAccess } from '@greenroom/git-access';
import type { Source } from '@greenroom/plugin-portal-common';
import { policyPathOf, type Problem, runOfDescription } from '@greenroom/plugin-golden-paths-common';
import type { PathsConfig } from '../config';
import type { Derived } from './derive';
import type { Finding } from './Finding';

/** A repository that would be made, and what is there of it. */
export interface FoundRepository {
  url: string;
  exists: boolean;
  /** The run that made it, by its description. */
  run?: string;
}

export interface GitFinding extends Finding {
  repositories: FoundRepository[];
}

/** Whether a run's work may be gone on with; `undefined`: it may. */
export type WhyNot = (run: string) => Promise<string | undefined>;

export interface GitNamesOptions {
  git: Pick<GitAccess, 'repository'>;
  config: PathsConfig;
}

/** Whether the git host has what would be made: both repositories, its Applications, its policy. */
export async function gitNames(
  { git, config }: GitNamesOptions,
  derived: Derived,
  whyNot: WhyNot,
): Promise<GitFinding> {
  const source: Source = { id: `git:${config.publisher.host}`, kind: 'git', freshness: 'live' };
  try {
    const repositories = await Promise.all(
      [derived.repository, derived.deployRepository].map(url => look(git, url)),
    );
    const taken = await Promise.all(repositories.map(found => takenBy(found, whyNot)));
    const files = await fileProblems({ git, config }, derived);
    const problems = [...taken.flat(), ...files].map(text => exists(text, source.id));
    return { source, problems, repositories };
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    const freshness = error instanceof NotAllowedError ? 'denied' : 'unreachable';
    return {
      source: { ...source, freshness, reason },
      problems: [],
      repositories: [],
      unknown: `Nobody can tell what ${config.publisher.host} has: ${reason}`,
    };
  }
}

async function look(git: GitNamesOptions['git'], url: string): Promise<FoundRepository> {
  const description = await git.repository(url).description();
  const run = description === undefined ? undefined : runOfDescription(description);
  return { url, exists: description !== undefined, ...(run !== undefined && { run }) };
}

async function takenBy({ url, exists: isThere, run }: FoundRepository, whyNot: WhyNot): Promise<string[]> {
  if (!isThere) {
    return [];
  }
  const why = run === undefined ? '' : await whyNot(run);
  return why === undefined ? [] : [`${url} is there already${why === '' ? '' : `: ${why}`}.`];
}

/** An Application that names its own deployment repository was left by an earlier run, as the repository is free or its. */
async function fileProblems({ git, config }: GitNamesOptions, derived: Derived): Promise<string[]> {
  const applications = git.repository(config.applications);
  const named = await Promise.all(
    derived.environments.map(async ({ cluster }) => {
      const path = applicationPath(cluster, derived.name);
      const content = await applications.readFile(path);
      return content === undefined || content.includes(`repoURL: ${derived.deployRepository}\n`)
        ? []
        : [path];
    }),
  );
  const policies = git.repository(config.policies);
  const policy = policyPathOf(derived.name);
  const isAsked = (await policies.readFile(policy)) !== undefined;
  return [
    ...named.flat().map(path => `${applications.url} has ${path} already.`),
    ...(isAsked ? [`${policies.url} has ${policy} already.`] : []),
  ];
}

/** Where the Application of a service is, in the repository of Applications. */
export function applicationPath(cluster: string, name: string): string {
  return `${cluster}/${name}.yaml`;
}

function exists(text: string, source: string): Problem {
  return { rule: 'exists', text, source };
}
