import { jsonObject, labelMap } from '../../controllers/views';
import { type Application } from '../application';
import { type ArgoCdTools } from '../ArgoCdTools';

/** `CreateNamespace=true`: the destination is there before anything is put into it. */
export function makeNamespace(tools: ArgoCdTools, { spec }: Application): void {
  const { namespace: name } = spec.destination;
  if (!name || tools.api.get({ resource: 'namespaces', name })) return;
  const managed = jsonObject.catch({}).parse(spec.syncPolicy.managedNamespaceMetadata);
  const labels = labelMap.catch({}).parse(managed.labels);
  const annotations = labelMap.catch({}).parse(managed.annotations);
  tools.api.create('namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels, annotations },
  });
}
