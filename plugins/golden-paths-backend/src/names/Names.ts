import { InputError } from '@backstage/errors';
import type { Clusters } from '@greenroom/cluster-access';
import { type NamesAnswer, nameProblems, orgOf, type Problem } from '@greenroom/plugin-golden-paths-common';
import type { PathsConfig } from '../config';
import { catalogNames, type CatalogNamesOptions } from './catalogNames';
import { clusterNames } from './clusterNames';
import { type Derived, derive } from './derive';
import type { Finding } from './Finding';
import { type FoundRepository, gitNames, type GitNamesOptions, type WhyNot } from './gitNames';

export interface NamesOptions extends CatalogNamesOptions, GitNamesOptions {
  clusters: Pick<Clusters, 'get'>;
  config: PathsConfig;
}

/** What is known of a name. */
export interface Checked {
  derived: Derived;
  /** Whether what is derived from the owner is more than a placeholder. */
  isOwned: boolean;
  problems: Problem[];
  unknown: string[];
  sources: NamesAnswer['sources'];
  repositories: FoundRepository[];
}

/** A name that stands where the owner's organisation would be, until somebody has chosen one. */
const NOBODY = 'owner';

/** Holds a name against its rules, and then against what clusters, git host and catalog have. */
export class Names {
  readonly #options: NamesOptions;

  constructor(options: NamesOptions) {
    this.#options = options;
  }

  /** Of a name that breaks a rule nothing is asked: no source could have it. `owner` absent: only the rules. */
  async check({ name, owner }: { name: string; owner?: string }, whyNot: WhyNot): Promise<Checked> {
    const { git, config, clusters } = this.#options;
    const own = owner === undefined ? { org: NOBODY } : orgOf(owner);
    const broken = [...nameProblems(name, config), ...('problem' in own ? [own.problem] : [])];
    const org = 'org' in own ? own.org : NOBODY;
    const isOwned = owner !== undefined && 'org' in own;
    const derived = derive(git, config, { name: readable(name), org });
    if (broken.length > 0) {
      return { derived, isOwned, problems: broken, unknown: [], sources: [], repositories: [] };
    }
    if (owner === undefined) {
      const unknown = ['What is there already is asked for once the owner is chosen.'];
      return { derived, isOwned, problems: [], unknown, sources: [], repositories: [] };
    }
    const [host, ...others] = await Promise.all([
      gitNames({ git, config }, derived, whyNot),
      ...config.environments.map(({ cluster }) => clusterNames(clusters, cluster, derived)),
      catalogNames(this.#options, derived),
    ]);
    return { derived, isOwned, ...joined([host, ...others]), repositories: host.repositories };
  }
}

function joined(findings: readonly Finding[]): Pick<Checked, 'problems' | 'unknown' | 'sources'> {
  return {
    problems: findings.flatMap(({ problems }) => problems),
    unknown: findings.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown])),
    sources: findings.flatMap(({ source }) => (source ? [source] : [])),
  };
}

/** What a name that can not be had would be called: shown while it is typed, asked nowhere. */
function readable(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z\d-]+/g, '-')
      .slice(0, 63) || 'name'
  );
}

/** @throws InputError with every problem */
export function mustBeFree({ problems }: Pick<Checked, 'problems'>): void {
  if (problems.length > 0) {
    throw new InputError(problems.map(({ text }) => text).join(' '));
  }
}
