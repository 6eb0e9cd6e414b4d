import { ROOM_ON_NODES } from '../about';
import { type Finding, found, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { MINUTE, stamp } from '../time';
import { because, counted } from '../words';
import {
  type ClusterAutoscalerStatus,
  clusterAutoscalerStatusRef,
  writtenAt,
} from './clusterAutoscalerStatus';
import { NOBODY_WAITS, type Waiting, whileWaiting } from './Waiting';

/** It writes every ten seconds. */
const SILENCE = 5 * MINUTE;

type Part = Omit<Finding, 'object' | 'about'>;
type Group = ClusterAutoscalerStatus['nodeGroups'][number];

/**
 * What is wrong with the Cluster Autoscaler and its node groups.
 *
 * @param waiting - how many pods wait for room on nodes, and since when the first of them
 */
export function readClusterAutoscaler(
  status: ClusterAutoscalerStatus,
  now: number,
  waiting: Waiting = NOBODY_WAITS,
): Reading {
  const { namespace, name } = clusterAutoscalerStatusRef;
  const object = linkTo('ConfigMap', { namespace, name });
  const at = writtenAt(status);
  if (at !== undefined && now - at >= SILENCE) {
    const text = 'the Cluster Autoscaler has stopped writing how it is';
    return found({ rule: 'node-autoscaler-silent', text, since: stamp(at), object });
  }
  const parts = [...whole(status), ...status.nodeGroups.flatMap(group => readGroup(group, waiting))];
  const readings = parts.map(part => found({ ...part, object, about: { part: [ROOM_ON_NODES] } }));
  return together([...readings, { findings: [], ...(at !== undefined && { until: at + SILENCE }) }]);
}

function whole({ autoscalerStatus, clusterWide }: ClusterAutoscalerStatus): Part[] {
  const health = clusterWide?.health;
  if (health?.status === 'Unhealthy') {
    const { ready, total } = health.nodeCounts?.registered ?? {};
    const nodes = total === undefined ? undefined : `${ready ?? 0} of ${counted(total, 'node')} are ready`;
    return [
      {
        rule: 'node-group-unhealthy',
        text: because('the Cluster Autoscaler does nothing, because the cluster is not healthy', nodes),
        since: health.lastTransitionTime,
      },
    ];
  }
  return autoscalerStatus === 'Initializing'
    ? [
        {
          rule: 'node-group-unhealthy',
          state: 'progressing',
          severity: 8,
          text: 'the Cluster Autoscaler is starting',
        },
      ]
    : [];
}

function readGroup({ name, health, scaleUp }: Group, waiting: Waiting): Part[] {
  const target = health?.cloudProviderTarget ?? health?.nodeCounts?.registered?.total;
  const isFull = target !== undefined && health?.maxSize !== undefined && target >= health.maxSize;
  return [
    ...(health?.status === 'Unhealthy'
      ? [
          {
            rule: 'node-group-unhealthy' as const,
            text: `node group ${name} is not healthy`,
            since: health.lastTransitionTime,
            cause: name,
          },
        ]
      : []),
    ...(scaleUp?.status === 'Backoff'
      ? [
          {
            rule: 'node-group-backoff' as const,
            text: because(`node group ${name} could not grow`, backoffWords(scaleUp.backoffInfo)),
            since: scaleUp.lastTransitionTime,
            cause: name,
          },
        ]
      : []),
    ...(isFull
      ? [
          {
            rule: 'node-group-at-maximum' as const,
            ...whileWaiting(
              `node group ${name} is at its maximum of ${counted(health.maxSize ?? 0, 'node')}`,
              waiting,
            ),
            cause: name,
          },
        ]
      : []),
  ];
}

function backoffWords(info: { errorCode?: string; errorMessage?: string } | undefined): string | undefined {
  return info?.errorMessage ?? info?.errorCode;
}
