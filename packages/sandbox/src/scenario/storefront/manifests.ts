import type { RolloutsVersion } from '../../controllers/Cluster';
import type { JsonValue, NewObject } from '../../kubernetes/types';
import { labelsOf, podTemplate } from './podTemplates';
import { type ServicePlan } from './services';

/** One cluster's way of running the stack. */
export interface ClusterPlan {
  name: 'eks-prod' | 'eks-staging' | 'eks-dev';
  /**
   * The rest of the way into `ServicePlan`: staging runs two of everything and promotes by itself; on development there is
   * nothing yet but the namespaces.
   */
  stage: 'production' | 'staging' | 'development';
  nodes: number;
  /** Pods of what the platform team runs there. */
  platformReplicas: number;
  rolloutsVersion: RolloutsVersion;
  /** Whether nobody but the portal and the controller lets a rollout go on. */
  locked: boolean;
}

export const clusterPlans: ClusterPlan[] = [
  {
    name: 'eks-prod',
    stage: 'production',
    nodes: 6,
    platformReplicas: 3,
    rolloutsVersion: '1.9.2',
    locked: true,
  },
  {
    name: 'eks-staging',
    stage: 'staging',
    nodes: 3,
    platformReplicas: 3,
    rolloutsVersion: '1.10.1',
    locked: false,
  },
  {
    name: 'eks-dev',
    stage: 'development',
    nodes: 2,
    platformReplicas: 1,
    rolloutsVersion: '1.10.1',
    locked: false,
  },
];

/** An object and the resource it is sent to. */
export interface Manifest {
  resource: string;
  object: NewObject;
}

const tiers = { storefront: 'front', fulfilment: 'back' };
const owners = { storefront: 'storefront', fulfilment: 'fulfilment' };

/** Everything the deployment repository has for one service on one cluster. */
export function manifestsOf(service: ServicePlan, plan: ClusterPlan): Manifest[] {
  if (service.kind === 'deployment') return [serviceObject(service, service.name), deployment(service, plan)];
  return [
    serviceObject(service, service.name),
    serviceObject(service, `${service.name}-preview`),
    ...(service.analysis ? [analysisTemplate(service)] : []),
    ...configuration(service),
    rollout(service, plan),
  ];
}

export function namespaceManifest(name: string): Manifest {
  const owner = Object.entries(owners).find(([namespace]) => namespace === name)?.[1] ?? 'platform';
  return {
    resource: 'namespaces',
    object: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'greenroom.example/owner': owner } },
    },
  };
}

export function replicasOf(service: ServicePlan, plan: ClusterPlan): number {
  return plan.stage === 'production' ? service.replicas : 2;
}

function serviceObject(service: ServicePlan, name: string): Manifest {
  const { namespace } = service;
  return {
    resource: 'services',
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels: labelsOf(service) },
      spec: {
        selector: { 'app.kubernetes.io/name': service.name },
        ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
      },
    },
  };
}

/** What the pods of its versions are configured from. */
function configuration(service: ServicePlan): Manifest[] {
  const { namespace, secret } = service;
  const metadata = { namespace, labels: labelsOf(service) };
  const all = [service, ...(service.turns ?? [])].flatMap(({ settings }) => settings ?? []);
  const configMaps = [...new Set(all)].map(name => ({
    resource: 'configmaps',
    object: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, name },
      data: { 'log.level': 'info' },
    },
  }));
  if (!secret) return configMaps;
  const object = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...metadata, name: secret },
    stringData: { password: 'a sandbox has none' },
  };
  return [...configMaps, { resource: 'secrets', object }];
}

function rollout(service: ServicePlan, plan: ClusterPlan): Manifest {
  const { name, namespace } = service;
  return {
    resource: 'rollouts.argoproj.io',
    object: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name, namespace, labels: { ...labelsOf(service), tier: tiers[namespace] } },
      spec: {
        replicas: replicasOf(service, plan),
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 600,
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        strategy: { blueGreen: blueGreen(service, plan) },
        template: podTemplate(service, service.version),
      },
    },
  };
}

function blueGreen(service: ServicePlan, plan: ClusterPlan): { [key: string]: JsonValue } {
  const { name, analysis } = service;
  return {
    activeService: name,
    previewService: `${name}-preview`,
    scaleDownDelaySeconds: plan.stage === 'production' ? 120 : 30,
    ...promotion(service, plan),
    ...(analysis && { prePromotionAnalysis: { templates: [{ templateName: `${name}-quality` }] } }),
  };
}

function promotion(
  { promotesAfterSeconds }: ServicePlan,
  { stage }: ClusterPlan,
): { [key: string]: JsonValue } {
  if (stage === 'staging') return { autoPromotionEnabled: true };
  if (promotesAfterSeconds === undefined) return { autoPromotionEnabled: false };
  return { autoPromotionEnabled: true, autoPromotionSeconds: promotesAfterSeconds };
}

function deployment(service: ServicePlan, plan: ClusterPlan): Manifest {
  const { name, namespace } = service;
  return {
    resource: 'deployments.apps',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels: labelsOf(service) },
      spec: {
        replicas: replicasOf(service, plan),
        revisionHistoryLimit: 5,
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        template: podTemplate(service, service.version),
      },
    },
  };
}

/** What the team holds a preview to before anybody is asked: answered by the cluster's Prometheus. */
function analysisTemplate(service: ServicePlan): Manifest {
  const { name, namespace } = service;
  return {
    resource: 'analysistemplates.argoproj.io',
    object: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: `${name}-quality`, namespace, labels: labelsOf(service) },
      spec: {
        metrics: [
          metric('success-rate', 'result[0] >= 0.99', `job:success_rate:ratio{service="${name}-preview"}`),
          metric('p99-duration', 'result[0] <= 0.5', `job:duration_seconds:p99{service="${name}-preview"}`),
        ],
      },
    },
  };
}

function metric(name: string, successCondition: string, query: string): JsonValue {
  const provider = { prometheus: { address: 'http://prometheus.monitoring:9090', query } };
  return { name, interval: '10s', count: 4, failureLimit: 1, successCondition, provider };
}
