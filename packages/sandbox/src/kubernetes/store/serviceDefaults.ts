import { isObject, type JsonObject } from '../json';

/** Defaults of a Service's spec. Its address comes from its uid, so that the same seed gives the same address. */
export function serviceSpecDefaults(spec: JsonObject, uid: string, stored?: JsonObject): JsonObject {
  const type = spec.type ?? 'ClusterIP';
  const base = { sessionAffinity: 'None', ...spec, type, ...ports(spec) };
  if (type === 'ExternalName') return base;
  const clusterIP = spec.clusterIP ?? stored?.clusterIP ?? addressOf(uid);
  return {
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    internalTrafficPolicy: 'Cluster',
    ...(type !== 'ClusterIP' && { externalTrafficPolicy: 'Cluster' }),
    ...base,
    clusterIP,
    clusterIPs: [clusterIP],
  };
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
