import type { AdmissionPolicies } from '../admission/AdmissionPolicies';
import type { Review } from '../admission/Review';
import type { ObjectStore } from '../store/ObjectStore';
import type { WriteOptions } from '../store/ObjectWriter';
import type { ApiRequest } from './ApiRequest';

interface Admission {
  store: ObjectStore;
  admission: AdmissionPolicies;
}

/** What the store asks before it writes for this request; nothing where there are no policies. */
export function admitting(
  { store, admission }: Admission,
  { definition, info, user }: ApiRequest,
  operation: Review['operation'],
  dryRun = false,
): Pick<WriteOptions, 'admit'> {
  if (!admission.any) return {};
  const { namespace, name, subresource } = info.resource;
  const namespaceObject = namespace ? store.get({ resource: 'namespaces', name: namespace }) : undefined;
  return {
    admit: (object, oldObject) =>
      admission.check({
        operation,
        definition,
        subresource,
        namespace,
        name: object?.metadata.name ?? oldObject?.metadata.name ?? name,
        namespaceObject,
        user,
        dryRun,
        object,
        oldObject,
      }),
  };
}
