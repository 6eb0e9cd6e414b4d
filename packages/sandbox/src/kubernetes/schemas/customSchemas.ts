import { embeddedTypes } from './builtInSchemas';
import { Types } from './notation';
import type { Schema } from './Schema';
import { argoCd } from './types/custom/argoCd';
import { argoRollouts } from './types/custom/argoRollouts';
import { certManager } from './types/custom/certManager';
import { prometheusOperator } from './types/custom/prometheusOperator';

const texts = [argoCd, argoRollouts, certManager, prometheusOperator];
const types = new Types(texts, { builtIn: false, base: embeddedTypes });

/** By `kind.group`. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'argoproj.io': [
    'AnalysisRun',
    'AnalysisTemplate',
    'Application',
    'AppProject',
    'ClusterAnalysisTemplate',
    'Experiment',
    'Rollout',
  ],
  'cert-manager.io': ['Certificate', 'CertificateRequest', 'ClusterIssuer', 'Issuer'],
  'monitoring.coreos.com': ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
};

/** What the sandbox knows by itself of the objects of well-known operators. */
export function knownCustomSchema(group: string, kind: string): Schema | undefined {
  return kinds[group]?.includes(kind) ? types.of(kind) : undefined;
}
