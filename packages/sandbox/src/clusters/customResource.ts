import type { NewObject, PrinterColumn } from '../kubernetes/types';

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const age = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

/** What a definition says. */
export interface CustomKind {
  group: string;
  version: string;
  kind: string;
  /** The kind in small letters and an s when left out. */
  plural?: string;
  /** `Namespaced` when left out. */
  scope?: 'Namespaced' | 'Cluster';
  shortNames?: string[];
  categories?: string[];
  /** Whether the status has a door of its own. */
  status?: boolean;
  columns?: PrinterColumn[];
}

/** The CustomResourceDefinition of a kind whose schema keeps everything. */
export function customResource({ group, kind, scope = 'Namespaced', ...rest }: CustomKind): NewObject {
  const singular = kind.toLowerCase();
  const { categories, shortNames, plural = `${singular}s` } = rest;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular,
        ...(shortNames && { shortNames }),
        ...(categories && { categories }),
      },
      scope,
      versions: [versionOf(rest)],
    },
  };
}

function versionOf({ version, status, columns = [] }: Pick<CustomKind, 'version' | 'status' | 'columns'>) {
  const properties = {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
  };
  return {
    name: version,
    served: true,
    storage: true,
    additionalPrinterColumns: [...columns, age].map(column => ({ ...column })),
    schema: { openAPIV3Schema: { type: 'object', properties: { ...properties, spec: open, status: open } } },
    subresources: { ...(status && { status: {} }) },
  };
}
