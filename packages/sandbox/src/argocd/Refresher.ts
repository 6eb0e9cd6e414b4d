import { stamp } from '../controllers/moments';
import { jsonObject } from '../controllers/views';
import { jsonEqual } from '../kubernetes/json';
import { type KubeObject } from '../kubernetes/types';
import { type Application, refreshAnnotation } from './application';
import { type ArgoCdTools, current, type RefreshLevel } from './ArgoCdTools';
import { syncByItself } from './automated';
import { compare, compareWithNothing } from './comparing/compare';
import { type Comparison } from './comparing/Comparison';
import { RepoServerError } from './repository/RepoServerError';
import { comparisonStatus, summary, withConditions, writeStatus } from './status';

/** How often the host is asked what a branch means, when nobody says that it has changed. */
export const pollEvery = 180_000;
/** For so long a host that cannot be read is not worth a word, unless somebody asked. */
const grace = 180_000;

interface Problem {
  type: string;
  message: string;
}

const specConditions = ['InvalidSpecError', 'UnknownError'];
const compareConditions = ['ComparisonError', 'SharedResourceWarning', 'RepeatedResourceWarning'];

/** Compares Applications with git and writes what came of it. */
export class Refresher {
  private readonly compared = new Map<string, number>();
  private readonly failing = new Map<string, number>();

  constructor(private readonly tools: ArgoCdTools) {}

  /** @param asked what the controller itself wants; undefined to do only what the Application needs */
  async refresh(key: string, asked: RefreshLevel | undefined): Promise<void> {
    const found = current(this.tools, key);
    if (!found) {
      this.compared.delete(key);
      this.failing.delete(key);
      return;
    }
    const level = this.levelOf(key, found.stored, asked);
    if (level === undefined) return;
    const answered = found.stored.metadata.annotations?.[refreshAnnotation] !== undefined;
    const problems = this.tools.projects.problems(found.application);
    if (problems.length) {
      this.writeProblems(key, found.application, { problems, answered });
      return;
    }
    const comparison = await this.compare(key, found.application, level);
    if (comparison) this.write(key, comparison, { level, answered });
  }

  private levelOf(
    key: string,
    { metadata, spec, status }: KubeObject,
    asked?: RefreshLevel,
  ): RefreshLevel | undefined {
    const { source, destination } = jsonObject.catch({}).parse(spec);
    const { comparedTo } = jsonObject.catch({}).parse(status?.sync);
    const known = jsonObject.catch({}).parse(comparedTo);
    if (metadata.annotations?.[refreshAnnotation] !== undefined) return 'resolved';
    if (!jsonEqual(known.source, source)) return 'resolved';
    const last = this.compared.get(key);
    if (last === undefined || this.tools.cluster.clock.elapsed() - last >= pollEvery) return 'latest';
    return jsonEqual(known.destination, destination) ? asked : 'latest';
  }

  private async compare(
    key: string,
    application: Application,
    level: RefreshLevel,
  ): Promise<Comparison | undefined> {
    const { source } = application.spec;
    const { revision } = application.status.sync;
    const recent = level === 'nothing' || level === 'recent';
    const wanted = (recent && revision) || source.targetRevision;
    try {
      const manifests = await this.tools.repositories.manifests(source, wanted, { fresh: !recent });
      this.failing.delete(key);
      const fresh = current(this.tools, key);
      return fresh && compare(fresh.application, this.tools.live, manifests);
    } catch (error) {
      if (!(error instanceof RepoServerError)) throw error;
      if (this.isForgiven(key, level)) return undefined;
      return compareWithNothing(application, this.tools.live, error.message);
    }
  }

  private isForgiven(key: string, level: RefreshLevel): boolean {
    const now = this.tools.cluster.clock.elapsed();
    const since = this.failing.get(key) ?? now;
    this.failing.set(key, since);
    return level !== 'resolved' && now - since < grace;
  }

  private writeProblems(
    key: string,
    { status }: Application,
    { problems, answered }: { problems: Problem[]; answered: boolean },
  ): void {
    this.compared.set(key, this.tools.cluster.clock.elapsed());
    const conditions = withConditions(status.conditions, specConditions, problems, this.now());
    writeStatus(
      this.tools,
      key,
      { conditions, sync: { ...status.sync, status: 'Unknown' } },
      'Unknown',
      answered,
    );
  }

  private write(
    key: string,
    comparison: Comparison,
    { level, answered }: { level: RefreshLevel; answered: boolean },
  ): void {
    const error = syncByItself(this.tools, key, comparison);
    const found = current(this.tools, key);
    if (!found) return;
    const { stored, application } = found;
    const { clock } = this.tools.cluster;
    const types = [...specConditions, ...compareConditions, 'SyncError'];
    const problems = [...comparison.conditions, ...(error ? [error] : [])];
    const conditions = withConditions(application.status.conditions, types, problems, this.now());
    const thorough =
      level === 'latest' || level === 'resolved' || application.status.reconciledAt === undefined;
    const compared = { resources: undefined, sourceType: undefined, ...comparisonStatus(stored, comparison) };
    const change = {
      ...compared,
      conditions: conditions.length ? conditions : undefined,
      summary: summary(this.tools, application, comparison.resources, stored.status?.summary !== undefined),
      ...(thorough && { reconciledAt: this.now() }),
    };
    if (thorough) {
      this.compared.set(key, clock.elapsed());
      this.tools.refresh(key, 'latest', pollEvery);
    }
    writeStatus(this.tools, key, change, comparison.health, answered);
  }

  private now(): string {
    return stamp(this.tools.cluster.clock.now());
  }
}
