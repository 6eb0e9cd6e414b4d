import { isObject, type JsonObject } from '../json';

/** Defaults of a Service's spec. */
export function serviceSpecDefaults(spec: JsonObject): JsonObject {
  const type = spec.type ?? 'ClusterIP';
  const base = { sessionAffinity: 'None', ...spec, type, ...ports(spec) };
  if (type === 'ExternalName') return base;
  return {
    internalTrafficPolicy: 'Cluster',
    ...(type !== 'ClusterIP' && { externalTrafficPolicy: 'Cluster' }),
    ...base,
  };
}

/** A Service's spec with what the server gives it: an address of its uid, so that the same seed gives the same. */
export function allocatedServiceSpec(spec: JsonObject, uid: string, stored?: JsonObject): JsonObject {
  if (spec.type === 'ExternalName') return spec;
  const clusterIP = spec.clusterIP ?? stored?.clusterIP ?? addressOf(uid);
  return { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', ...spec, clusterIP, clusterIPs: [clusterIP] };
}

function ports(spec: JsonObject): JsonObject {
  if (!Array.isArray(spec.ports)) return {};
  return {
    ports: spec.ports.map(port =>
      isObject(port) ? { protocol: 'TCP', targetPort: port.port, ...port } : port,
    ),
  };
}

function addressOf(uid: string): string {
  const byte = (from: number) => parseInt(uid.slice(from, from + 2), 16);
  return `10.96.${byte(0)}.${(byte(2) % 253) + 2}`;
}
