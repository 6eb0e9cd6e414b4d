import type { NodeRow } from '@greenroom/cluster-access';
import type {
  ClusterSummary,
  NodeAutoscaling,
  PendingReason,
  PodCounts,
  Problem,
  Unseen,
} from '@greenroom/plugin-cluster-health-common';
import { type Source, type Verdict, verdictFrom } from '@greenroom/plugin-portal-common';
import { capacitiesOf, type Load, type Used } from '../nodes/NodeLoad';
import { mostCommon } from '../nodes/versions';
import { standingOf } from '../problems/verdict';
import { capital, counted, listed, verb } from '../words';

export interface SummaryContext {
  cluster: string;
  title: string;
  /** How many namespaces the portal is limited to; absent where it reads all. */
  limitedTo?: number;
  source: Source;
  /** Of the API server, where it is known. */
  version?: string;
  nodes: readonly NodeRow[];
  pods: PodCounts;
  /** Of all pods together; absent where they, or nodes, are not seen. */
  load?: Load;
  used?: Used;
  pending: readonly PendingReason[];
  nodeAutoscaling: readonly NodeAutoscaling[];
  /** Ranked: of the whole cluster. */
  problems: readonly Problem[];
  unseen: readonly Unseen[];
}

/**
 * A cluster in one card. Whoever may read any namespace of it may read this, so what is wrong in namespaces is counted
 * and not named.
 */
export function clusterSummary(context: SummaryContext): ClusterSummary {
  const { cluster, title, source, nodes, pods, problems, unseen } = context;
  const told = [...problems.filter(({ object }) => object.namespace === undefined), ...counts(problems)];
  // What is used is good to know: how the cluster is can be told without.
  const blind = unseen.filter(({ part }) => part !== 'metrics');
  const { verdict, since } = standingOf(told, blind, nodeWords(nodes));
  const capacity = context.load && capacitiesOf(nodes, context.load, context.used);
  return {
    cluster,
    title,
    verdict: verdictFrom(verdict, [source]),
    sentence: sentenceOf(context, verdict),
    ...(since !== undefined && { since }),
    source,
    version: context.version ?? mostCommon(nodes.map(node => node.version)),
    nodes: {
      ready: nodes.filter(({ ready }) => ready).length,
      all: nodes.length,
      cordoned: nodes.filter(({ cordoned }) => cordoned).length,
    },
    pods,
    ...(context.limitedTo !== undefined && { limitedTo: context.limitedTo }),
    ...(capacity && { capacity }),
    pending: [...context.pending],
    nodeAutoscaling: [...context.nodeAutoscaling],
    problems: {
      degraded: inState(problems, 'degraded'),
      waiting: inState(problems, 'waiting'),
      progressing: inState(problems, 'progressing'),
      unknown: inState(problems, 'unknown'),
      healthy: inState(problems, 'healthy'),
    },
    unseen: [...unseen],
  };
}

function inState(problems: readonly Problem[], state: Problem['state']): number {
  return problems.filter(one => one.state === state).length;
}

const states = ['degraded', 'unknown', 'waiting', 'progressing'] as const;

/** What is wrong in namespaces, a sentence for each state. */
function counts(problems: readonly Problem[]): Problem[] {
  const named = problems.filter(({ object, was }) => object.namespace !== undefined && was === undefined);
  return states.flatMap(state => {
    const own = named.filter(one => one.state === state);
    const first = own[0];
    return first
      ? [
          {
            id: `counted/${state}`,
            rule: 'counted',
            state,
            severity: first.severity,
            text: countWords(own, state),
            object: { apiVersion: 'v1', kind: 'Namespace', name: '' },
          },
        ]
      : [];
  });
}

function countWords(own: readonly Problem[], state: (typeof states)[number]): string {
  const namespaces = new Set(own.map(({ object }) => object.namespace)).size;
  const things = `${counted(own.length, 'thing')} in ${counted(namespaces, 'namespace')}`;
  return `${things} ${verb(own.length, 'is', 'are')} ${state}`;
}

function nodeWords(nodes: readonly NodeRow[]): string {
  if (nodes.length === 0) {
    return 'it has no nodes';
  }
  const ready = nodes.filter(node => node.ready).length;
  return `${ready} of ${counted(nodes.length, 'node')} ${verb(nodes.length, 'is', 'are')} ready`;
}

/** `9 of 9 nodes are ready. 2 workloads are degraded and 4 pods do not fit.`, or why else it is not healthy. */
function sentenceOf({ source, nodes, pods, problems, unseen }: SummaryContext, verdict: Verdict): string {
  if (source.freshness !== 'live') {
    return capital(source.reason ?? `it is ${source.freshness}`);
  }
  const blind = (name: string) => unseen.find(({ part, why }) => part === name && why !== 'not-installed');
  const [noNodes, noPods] = [blind('nodes'), blind('pods')];
  const rest = [...workloadWords(problems), ...(noPods ? [] : podWords(pods))];
  const [why] = verdict.state === 'healthy' || rest.length > 0 ? [] : verdict.reasons;
  const sentences = [
    capital(noNodes?.text ?? nodeWords(nodes)),
    ...(noPods ? [capital(noPods.text)] : []),
    why?.text ?? capital(listed(rest)),
  ];
  const told = new Set(sentences.filter(text => text !== ''));
  return `${[...told].join('. ')}.`;
}

const workloadKinds: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'CronJob',
  'Job',
]);

function workloadWords(problems: readonly Problem[]): string[] {
  const own = problems.filter(({ state, object }) => state === 'degraded' && workloadKinds.has(object.kind));
  const count = new Set(own.map(({ object }) => `${object.kind}/${object.namespace}/${object.name}`)).size;
  return count === 0 ? [] : [`${counted(count, 'workload')} ${verb(count, 'is', 'are')} degraded`];
}

function podWords({ failing, pending }: PodCounts): string[] {
  return [
    ...(failing > 0 ? [`${counted(failing, 'pod')} ${verb(failing, 'fails', 'fail')}`] : []),
    ...(pending > 0 ? [`${counted(pending, 'pod')} ${verb(pending, 'does', 'do')} not fit`] : []),
  ];
}
