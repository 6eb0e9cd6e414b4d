import { isObject } from '../kubernetes/json';
import { changeFields } from './fields';
import { type Resource } from './Resource';

/** Built-in kinds that are in no namespace; of other kinds kustomize takes for granted that they are in one. */
const clusterWide = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'FlowSchema',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

export function putInNamespace(resource: Resource, namespace: string): void {
  if (resource.kind === 'Namespace') resource.rename({ name: namespace });
  if (resource.kind === 'RoleBinding' || resource.kind === 'ClusterRoleBinding')
    moveSubjects(resource, namespace);
  if (!clusterWide.has(resource.kind)) resource.rename({ namespace });
}

/** Only the account that every namespace has: others follow by their names. */
function moveSubjects(resource: Resource, namespace: string): void {
  changeFields(resource, [{ path: 'subjects' }], subjects =>
    Array.isArray(subjects)
      ? subjects.map(subject =>
          isObject(subject) && subject.kind === 'ServiceAccount' && subject.name === 'default'
            ? { ...subject, namespace }
            : subject,
        )
      : subjects,
  );
}
