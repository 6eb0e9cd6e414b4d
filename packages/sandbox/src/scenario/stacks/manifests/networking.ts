import { labels, type Manifest, object, type Tree } from './Manifest';

/** Where an Ingress sends what comes to a path. */
export interface Route {
  path: string;
  service: string;
  port: number;
}

export interface IngressPlan {
  name: string;
  namespace: string;
  className: string;
  host: string;
  routes: Route[];
  annotations?: Record<string, string>;
  entity?: string;
  /** The Secret with the certificate. */
  secretName?: string;
}

export function ingress(plan: IngressPlan): Manifest {
  const { name, namespace, className, host, routes, annotations, entity, secretName } = plan;
  const metadata = {
    name,
    namespace,
    labels: labels(name, namespace, entity),
    ...(annotations && { annotations }),
  };
  return object('networking.k8s.io/v1', 'Ingress', metadata, {
    spec: {
      ingressClassName: className,
      ...(secretName && { tls: [{ hosts: [host], secretName }] }),
      rules: [{ host, http: { paths: routes.map(pathOf) } }],
    },
  });
}

function pathOf({ path, service, port }: Route): Tree {
  return { path, pathType: 'Prefix', backend: { service: { name: service, port: { number: port } } } };
}

/** @param issuer a ClusterIssuer */
export function certificate(namespace: string, name: string, host: string, issuer: string): Manifest {
  const issuerRef = { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer };
  const spec = { secretName: name, dnsNames: [host], issuerRef };
  return object('cert-manager.io/v1', 'Certificate', { name, namespace }, { spec });
}

/** Let's Encrypt, by a challenge over HTTP. */
export function letsEncrypt(name: string, className: string): Manifest {
  const solvers = [{ http01: { ingress: { ingressClassName: className } } }];
  const server = 'https://acme-v02.api.letsencrypt.org/directory';
  const acme = { server, email: 'platform@greenroom.example', privateKeySecretRef: { name }, solvers };
  return object('cert-manager.io/v1', 'ClusterIssuer', { name }, { spec: { acme } });
}
