import { Sandbox, type SandboxOptions } from './Sandbox';

export { FileTree } from './argocd/repository/FileTree';
export { buildKustomization, KustomizeError } from './kustomize';
export type { RolloutsVersion } from './controllers/Cluster';
export type { ImageBehaviour, ImageBehaviours, MetricLookup } from './controllers/ImageBehaviour';
export type { SandboxCluster } from './clusters/SandboxCluster';
export {
  argoRolloutsResources,
  FAULTS,
  ObjectStore,
  startApiServer,
  StatusError,
  type ApiServer,
  type ApiServerOptions,
  type Fault,
  type FaultName,
  type Faults,
  type KubeObject,
  type NewObject,
  type ObjectApi,
  type RequestCount,
} from './kubernetes';
export { CertificateAuthority } from './pki';
export { SandboxError } from './SandboxError';
export type { RolloutsVersions } from './scenario/Scenario';
export type { AuroraFleetPlan, BarePlan, FleetPlan, PodFleetPlan, World } from './scenario/world';
export { Sandbox, type SandboxOptions };

/** A sandbox in this process, for tests and benchmarks: free ports, the storefront's day unless `world` says otherwise. */
export function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  return Sandbox.start(options);
}
