import { readFileSync } from 'node:fs';
import path from 'node:path';

/** `data.status` of the Cluster Autoscaler's ConfigMap. */
export function clusterAutoscalerStatus(): string {
  return readFileSync(path.join(__dirname, '../__fixtures__/clusterAutoscalerStatus.yaml'), 'utf8');
}
