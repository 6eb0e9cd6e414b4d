export { buildKustomization } from './build';
export { KustomizeError } from './KustomizeError';
export { kustomizationFile } from './kustomizationFile';
