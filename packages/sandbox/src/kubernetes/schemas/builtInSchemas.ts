import type { Schema } from './Schema';
import { Types } from './notation';
import { configuration } from './types/configuration';
import { extending } from './types/extending';
import { metadata } from './types/metadata';
import { networking } from './types/networking';
import { nodes } from './types/nodes';
import { pods } from './types/pods';
import { podStatus } from './types/podStatus';
import { scaling } from './types/scaling';
import { scheduling } from './types/scheduling';
import { storage } from './types/storage';
import { volumes } from './types/volumes';
import { workloads } from './types/workloads';

const texts = [
  metadata,
  configuration,
  extending,
  networking,
  nodes,
  pods,
  podStatus,
  scaling,
  scheduling,
  storage,
  volumes,
  workloads,
];

/** Everything that built-in kinds are made of. Read when somebody asks for it. */
const builtInTypes = new Types(texts, { builtIn: true });

/** Where definitions of custom resources leave to their controllers what may be said. */
const open = `
PodSpec but: volumes any
ResourceRequirements but: limits any; requests any
`;

/** The same as definitions of custom resources have it, which know only of shapes. */
export const embeddedTypes = new Types([...texts, open], { builtIn: false, lax: true });

const text: Schema = { type: 'string' };
const known = new Map<string, Schema | undefined>();

/** What objects of a built-in kind look like. `undefined` for kinds that only pass through, such as reviews. */
export function builtInSchema(kind: string): Schema | undefined {
  if (!known.has(kind)) known.set(kind, withType(builtInTypes.of(kind)));
  return known.get(kind);
}

function withType(schema: Schema | undefined): Schema | undefined {
  return schema && { ...schema, properties: { apiVersion: text, kind: text, ...schema.properties } };
}
