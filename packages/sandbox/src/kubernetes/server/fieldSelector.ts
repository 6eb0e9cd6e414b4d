import { at, textAt } from '../json';
import { StatusError } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';

/** Field selectors (`metadata.name=a,status.phase!=Running`): each resource knows only some fields. */
export interface FieldRequirement {
  field: string;
  value: string;
  equal: boolean;
}

export type FieldTest = (object: KubeObject) => boolean;

const KNOWN: Record<string, string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  jobs: ['status.successful'],
  replicasets: ['status.replicas'],
  replicationcontrollers: ['status.replicas'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/**
 * @param lenient for a first look: what is no selector gives nothing
 * @throws StatusError 400
 */
export function fieldRequirements(text: string, lenient = false): FieldRequirement[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .flatMap(part => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part);
      if (match) return [{ field: match[1] ?? '', equal: match[2] !== '!=', value: match[3] ?? '' }];
      if (lenient) return [];
      throw StatusError.badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
    });
}

/** @throws StatusError 400 for fields that this resource can not be selected by */
export function fieldSelector(definition: ResourceDefinition, text: string): FieldTest {
  const requirements = fieldRequirements(text);
  for (const { field } of requirements) checkKnown(definition, field);
  return object =>
    requirements.every(({ field, value, equal }) => (valueOf(object, field) === value) === equal);
}

function checkKnown(definition: ResourceDefinition, field: string): void {
  const own = definition.custom ? [] : (KNOWN[definition.resource] ?? []);
  if (['metadata.name', 'metadata.namespace', ...own].includes(field)) return;
  if (definition.custom || own.length) throw StatusError.badRequest(`field label not supported: ${field}`);
  throw StatusError.badRequest(
    `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}

/** Numbers and flags compare as text, as what they are when nothing is said. */
const ABSENT: Record<string, string> = {
  'spec.unschedulable': 'false',
  'spec.hostNetwork': 'false',
  'status.replicas': '0',
  'status.successful': '0',
};

function valueOf(object: KubeObject, field: string): string {
  if (field === 'source') return textAt(object, 'source', 'component') ?? '';
  const value = at(object, ...field.split('.'));
  return String(value ?? ABSENT[field] ?? '');
}
