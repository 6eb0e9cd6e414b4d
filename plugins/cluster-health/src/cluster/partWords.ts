/** What a person calls what a cluster is read in parts of; of what is a product, the product. */
const words: ReadonlyMap<string, string> = new Map([
  ['rollouts', 'Argo Rollouts'],
  ['nodepools', 'Karpenter'],
  ['nodeclaims', 'Karpenter'],
  ['cephclusters', 'Rook-Ceph'],
  ['cephblockpools', 'Rook-Ceph'],
  ['metrics', 'metrics-server'],
  ['statefulsets', 'stateful sets'],
  ['daemonsets', 'daemon sets'],
  ['replicasets', 'replica sets'],
  ['cronjobs', 'cron jobs'],
  ['horizontalpodautoscalers', 'autoscalers'],
  ['persistentvolumeclaims', 'volume claims'],
  ['persistentvolumes', 'volumes'],
  ['storageclasses', 'storage classes'],
  ['resourcequotas', 'quotas'],
  ['limitranges', 'limit ranges'],
  ['poddisruptionbudgets', 'disruption budgets'],
  ['endpointslices', 'endpoints'],
  ['configmaps', 'config maps'],
]);

/** `Karpenter` of `nodepools.karpenter.sh`, `pods` of `pods`. */
export function partWords(part: string): string {
  const plain = part.split('.')[0] ?? part;
  return words.get(plain) ?? plain;
}
