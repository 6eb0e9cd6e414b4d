import { labelSelector } from '../kubernetes/selectors';
import { at, isObject } from '../kubernetes/json';
import { type Selector } from './kustomizationView';
import { type Resource } from './Resource';

/** Whether a patch's `target` means the resource: names are regular expressions, over the whole name. */
export function isSelected(resource: Resource, selector: Selector): boolean {
  const { group, version, kind, name, namespace, labelSelector: labels, annotationSelector } = selector;
  return (
    (!group || matches(group, resource.group)) &&
    (!version || matches(version, resource.version)) &&
    (!kind || matches(kind, resource.kind)) &&
    (!name || namesOf(resource).some(each => matches(name, each.name))) &&
    (!namespace || namesOf(resource).some(each => matches(namespace, each.namespace))) &&
    (!labels || labelSelector(labels)(mapAt(resource, 'labels'))) &&
    (!annotationSelector || labelSelector(annotationSelector)(mapAt(resource, 'annotations')))
  );
}

/** Whether a replacement's `select` means the resource: there names are as they are. */
export function isNamed(resource: Resource, selector: Selector): boolean {
  const escaped = (text: string | undefined) => text?.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return isSelected(resource, {
    ...selector,
    name: escaped(selector.name),
    namespace: escaped(selector.namespace),
  });
}

function namesOf(resource: Resource): { name: string; namespace: string }[] {
  return [{ name: resource.name, namespace: resource.namespace }, ...resource.earlier];
}

function matches(pattern: string, value: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(value);
}

function mapAt(resource: Resource, field: 'labels' | 'annotations'): Record<string, string> {
  const found = at(resource.object, 'metadata', field);
  const entries = isObject(found) ? Object.entries(found) : [];
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
