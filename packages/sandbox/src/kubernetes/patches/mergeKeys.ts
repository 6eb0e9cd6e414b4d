/** By which field the items of a list are told apart; `value` for lists of plain values that are sets. */
export type MergeKey = string;

/** The `patchMergeKey`s of the built-in kinds, by the list's field name where that says enough. */
const byField: Record<string, MergeKey> = {
  addresses: 'type',
  conditions: 'type',
  containers: 'name',
  env: 'name',
  ephemeralContainers: 'name',
  finalizers: 'value',
  hostAliases: 'ip',
  hostIPs: 'ip',
  imagePullSecrets: 'name',
  initContainers: 'name',
  ownerReferences: 'uid',
  podIPs: 'ip',
  resourceClaims: 'name',
  schedulingGates: 'name',
  secrets: 'name',
  topologySpreadConstraints: 'topologyKey',
  volumeDevices: 'devicePath',
  volumeMounts: 'mountPath',
  volumes: 'name',
  webhooks: 'name',
};

/** `undefined`: the list is replaced as a whole. @param path of field names, without positions in lists */
export function mergeKeyOf(path: readonly string[]): MergeKey | undefined {
  const field = path.at(-1) ?? '';
  if (field !== 'ports') return byField[field];
  return path.at(-2) === 'spec' ? 'port' : 'containerPort';
}
