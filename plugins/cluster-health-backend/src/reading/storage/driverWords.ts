import type { VolumeClaimRow } from '@greenroom/cluster-access';
import { quoted } from '../words';
import type { ClaimContext } from './ClaimContext';

/** Codes of gRPC by which a storage driver says that it can not do what it is asked for (its own failures have others). */
const refusals: ReadonlySet<string> = new Set([
  'FailedPrecondition',
  'InvalidArgument',
  'OutOfRange',
  'PermissionDenied',
  'ResourceExhausted',
  'Unimplemented',
]);

/** Codes that who asks writes itself, when no answer comes. */
const silences: ReadonlySet<string> = new Set(['Canceled', 'DeadlineExceeded', 'Unavailable']);

/** What Kubernetes says of drivers that were not even asked. */
const unasked: readonly (readonly [RegExp, string])[] = [
  [/CSINode (\S+) does not contain driver (\S+)/, '$2 does not run on node $1'],
  [
    /timed out waiting for external-attacher of (\S+) CSI driver to attach volume \S+/,
    'the external-attacher of $1 does not answer',
  ],
];

/** An answer of a storage driver as controllers and kubelets quote it: whether it refused, failed or did not answer at all. */
export function answerWords(message: string, driver: string): string {
  const told = unasked.reduce((words, [pattern, plain]) => words.replace(pattern, plain), message);
  return quoted(
    told.replace(/rpc error: code = (\w+) desc = (.*)$/s, (_, code: string, why: string) =>
      codeWords(code, why, driver),
    ),
  );
}

/** The same of an answer whose code is told apart from its words. */
export function codeWords(code: string | undefined, why: string, driver: string): string {
  if (code !== undefined && silences.has(code)) {
    return `${driver} does not answer`;
  }
  return `${driver} ${code !== undefined && refusals.has(code) ? 'refuses' : 'fails'}: ${why}`;
}

/** What controllers put before the reason, where it is none of the driver’s. */
const beforeReason =
  /^(failed to provision volume with StorageClass "[^"]*": |failed to expand pvc with |resize volume "[^"]*" by resizer "[^"]*" failed: )/;

/** Why a driver did not do what a claim wants. The claim and its volume are named already. */
export function driverWords(message: string, driver: string): string {
  const reason = message.replace(/^.*(?=rpc error: code = )/s, '').replace(beforeReason, '');
  return answerWords(reason, driver);
}

/** Who makes volumes for a claim, and makes them larger. */
export function driverOf(
  { storageClass }: VolumeClaimRow,
  { storageClasses }: Pick<ClaimContext, 'storageClasses'>,
): string {
  const provisioner = storageClasses?.get(storageClass ?? '')?.provisioner;
  return provisioner ?? (storageClass === undefined ? 'its storage driver' : `the driver of ${storageClass}`);
}
