import type { ObjectLink, Problem } from '@greenroom/plugin-cluster-health-common';
import type { About, Finding } from '../Finding';
import { rules } from '../rules';
import { earliest } from '../time';
import { sentence } from '../words';

/** A problem, and by what it hangs together with others. */
export interface FoldedProblem extends Problem {
  about: About;
}

/** What is known of who a finding belongs to. */
export interface FoldContext {
  /** How many pods a workload has in all. */
  podsOf?(owner: ObjectLink): number | undefined;
  /** The service that an object belongs to. */
  entityOf?(object: ObjectLink): string | undefined;
  /** Whether an object is not seen now: what was found of it is how it was. */
  isLost?(object: ObjectLink): boolean;
}

/**
 * Findings with one owner, rule and cause are one problem with a count. To be called for the findings of one object and
 * of what belongs to it: what changes elsewhere does not matter here.
 */
export function fold(findings: readonly Finding[], context: FoldContext = {}): FoldedProblem[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const id = problemId(finding);
    const group = groups.get(id);
    if (group) {
      group.push(finding);
    } else {
      groups.set(id, [finding]);
    }
  }
  return [...groups].map(([id, group]) => problemOf(id, group, context));
}

/** The same for all findings that become one problem, and for the same problem later, however many objects it hits then. */
export function problemId({ rule, owner, object, cause }: Finding): string {
  const { kind, namespace, name } = owner ?? object;
  const where = `${rule}/${kind}/${namespace ?? ''}/${name}`;
  return cause === undefined ? where : `${where}/${hash(cause)}`;
}

/** Whether it is a problem of that one of several causes that a rule has. */
export function isOfCause({ id }: Pick<Problem, 'id'>, cause: string): boolean {
  return id.endsWith(`/${hash(cause)}`);
}

/** FNV-1a: causes are sentences, and an id is a part of a key. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(36);
}

function problemOf(id: string, group: readonly [Finding, ...Finding[]], context: FoldContext): FoldedProblem {
  const first = worstOf(group);
  const isMany = group.length > 1 && first.owner !== undefined;
  const object = isMany && first.owner ? first.owner : first.object;
  const since = earliest(group.map(finding => finding.since));
  const entityRef = context.entityOf?.(first.owner ?? first.object);
  return {
    id,
    rule: first.rule,
    ...stateOf(first, context),
    severity: severityOf(first),
    text: sentence(isMany ? manyWords(first, group, context) : first.text, namesIn(first)),
    ...(since !== undefined && { since }),
    object,
    ...(isMany && { count: group.length }),
    ...(entityRef !== undefined && { entityRef }),
    about: allAbout(group),
  };
}

/** A risk is one as long as nobody knows better. */
function stateOf({ rule, state = rules[rule].state, object }: Finding, { isLost }: FoldContext) {
  return state !== 'healthy' && isLost?.(object) ? { state: 'unknown' as const, was: state } : { state };
}

/** Names that a sentence about it may begin with. */
export function namesIn({ object, owner, about = {} }: Finding): string[] {
  const keys = Object.values(about).flat();
  return [object.name, owner?.name ?? '', ...keys.map(key => key.slice(key.lastIndexOf('/') + 1))];
}

export function severityOf({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): number {
  return severity ?? rules[rule].severity;
}

/** Of findings with one cause one may be worse by now. For the same words every time, the order of coming does not matter. */
function worstOf(group: readonly [Finding, ...Finding[]]): Finding {
  return group.reduce((worst, finding) => (isWorse(finding, worst) ? finding : worst));
}

const order = ['healthy', 'progressing', 'waiting', 'unknown', 'degraded'];

function isWorse(a: Finding, b: Finding): boolean {
  const difference =
    order.indexOf(a.state ?? rules[a.rule].state) - order.indexOf(b.state ?? rules[b.rule].state) ||
    severityOf(a) - severityOf(b);
  const name = ({ object, text }: Finding) => `${object.name} ${text}`;
  return difference > 0 || (difference === 0 && name(a) < name(b));
}

function manyWords(first: Finding, group: readonly Finding[], { podsOf }: FoldContext): string {
  const of = first.owner ?? first.object;
  const amount = group.reduce((sum, finding) => sum + (finding.amount ?? 0), 0);
  const all = podsOf?.(of);
  const many = { count: group.length, of: of.name, amount, ...(all !== undefined && { all }) };
  return first.many?.(many) ?? `${first.text}, and ${group.length - 1} more like it`;
}

function allAbout(group: readonly Finding[]): About {
  const all: Record<string, Set<string>> = {};
  for (const { about } of group) {
    for (const [kind, keys] of Object.entries(about ?? {})) {
      const set = (all[kind] ??= new Set());
      (keys as readonly string[]).forEach(key => set.add(key));
    }
  }
  return Object.fromEntries(Object.entries(all).map(([kind, keys]) => [kind, [...keys]]));
}
