import { createBackend } from '@backstage/backend-defaults';

// The peer: a Backstage backend with the Kubernetes plugin, and the catalog that it looks services up in.
const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.start();
