import { type Pod } from '../pods/podView';
import { type Job, type PodFailureRule } from './jobView';

export interface PolicyVerdict {
  /** Why the whole job fails, if it does. */
  failure?: string;
  /** Whether the pod counts towards the back-off limit. */
  counts: boolean;
}

/** What a job's policy says of a pod that failed: the first rule that fits it. */
export function policyVerdict({ spec, metadata }: Job, pod: Pod): PolicyVerdict {
  for (const [index, rule] of (spec.podFailurePolicy?.rules ?? []).entries()) {
    const why = exitCodeMatch(rule, pod) ?? conditionMatch(rule, pod);
    if (why === undefined) continue;
    const text = `${why.replace('<pod>', `${metadata.namespace}/${pod.metadata.name}`)} matching ${rule.action} rule at index ${index}`;
    return { ...(rule.action === 'FailJob' && { failure: text }), counts: rule.action !== 'Ignore' };
  }
  return { counts: true };
}

function exitCodeMatch({ onExitCodes }: PodFailureRule, pod: Pod): string | undefined {
  if (!onExitCodes) return undefined;
  const { containerName, operator, values } = onExitCodes;
  const ended = pod.status.containerStatuses.flatMap(({ name, state }) =>
    state.terminated && (containerName === undefined || name === containerName)
      ? [{ name, exitCode: state.terminated.exitCode }]
      : [],
  );
  const found = ended.find(
    ({ exitCode }) => exitCode !== 0 && values.includes(exitCode) === (operator === 'In'),
  );
  return found && `Container ${found.name} for pod <pod> failed with exit code ${found.exitCode}`;
}

function conditionMatch({ onPodConditions }: PodFailureRule, pod: Pod): string | undefined {
  const found = onPodConditions.find(wanted =>
    pod.status.conditions.some(({ type, status }) => type === wanted.type && status === wanted.status),
  );
  return found && `Pod <pod> has condition ${found.type}`;
}
