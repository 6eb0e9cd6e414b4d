import { at, isObject, textAt } from '../../json';
import type { KubeObject } from '../../types';
import { ageColumn, field, list, nameColumn, wide, type Column } from './columns';
import { ageOf } from './duration';

/** What kubectl says of a pod in one line: the worst thing that a container says, in its words. */
export const podColumns: Column[] = [
  nameColumn,
  {
    name: 'Ready',
    cell: pod => `${statuses(pod).filter(isReady).length}/${list(at(pod, 'spec', 'containers')).length}`,
  },
  { name: 'Status', cell: podStatusText },
  { name: 'Restarts', cell: restarts },
  ageColumn,
  wide(field('IP', 'status.podIP', '<none>')),
  wide(field('Node', 'spec.nodeName', '<none>')),
  wide(field('Nominated Node', 'status.nominatedNodeName', '<none>')),
  { name: 'Readiness Gates', wide: true, cell: readinessGates },
];

function statuses(pod: KubeObject, key = 'containerStatuses'): unknown[] {
  return list(at(pod, 'status', key));
}

function isReady(status: unknown): boolean {
  return at(status, 'ready') === true && at(status, 'state', 'running') !== undefined;
}

function podStatusText(pod: KubeObject): string {
  const own = textAt(pod, 'status', 'reason') ?? textAt(pod, 'status', 'phase') ?? 'Unknown';
  const said = initReason(pod) ?? containerReason(pod, own);
  if (!pod.metadata.deletionTimestamp) return said;
  return textAt(pod, 'status', 'reason') === 'NodeLost' ? 'Unknown' : 'Terminating';
}

function initReason(pod: KubeObject): string | undefined {
  const inits = statuses(pod, 'initContainerStatuses');
  const total = list(at(pod, 'spec', 'initContainers')).length;
  const index = inits.findIndex(status => at(status, 'state', 'terminated', 'exitCode') !== 0);
  if (index < 0) return undefined;
  const reason = stateReason(inits[index]);
  return reason && reason !== 'PodInitializing' ? `Init:${reason}` : `Init:${index}/${total}`;
}

function containerReason(pod: KubeObject, own: string): string {
  const reasons = statuses(pod)
    .map(stateReason)
    .filter(reason => reason !== undefined);
  const reason = reasons[0] ?? own;
  const running = statuses(pod).some(isReady);
  if (reason !== 'Completed' || !running) return reason;
  return isPodReady(pod) ? 'Running' : 'NotReady';
}

function stateReason(status: unknown): string | undefined {
  const waiting = textAt(status, 'state', 'waiting', 'reason');
  if (waiting) return waiting;
  const terminated = at(status, 'state', 'terminated');
  if (!isObject(terminated)) return undefined;
  const { reason, signal, exitCode } = terminated;
  if (typeof reason === 'string' && reason) return reason;
  return signal ? `Signal:${String(signal)}` : `ExitCode:${String(exitCode ?? 0)}`;
}

function isPodReady(pod: KubeObject): boolean {
  return list(at(pod, 'status', 'conditions')).some(
    condition => at(condition, 'type') === 'Ready' && at(condition, 'status') === 'True',
  );
}

function restarts(pod: KubeObject, now: number): string {
  const count = statuses(pod).reduce<number>(
    (sum, status) => sum + Number(at(status, 'restartCount') ?? 0),
    0,
  );
  const last = statuses(pod)
    .map(status => textAt(status, 'lastState', 'terminated', 'finishedAt') ?? '')
    .sort()
    .at(-1);
  return count && last ? `${count} (${ageOf(last, now)} ago)` : String(count);
}

function readinessGates(pod: KubeObject): string {
  const gates = list(at(pod, 'spec', 'readinessGates')).map(gate => at(gate, 'conditionType'));
  if (gates.length === 0) return '<none>';
  const passed = list(at(pod, 'status', 'conditions')).filter(
    condition => gates.includes(at(condition, 'type')) && at(condition, 'status') === 'True',
  );
  return `${passed.length}/${gates.length}`;
}
