import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@greenroom/plugin-auth-backend-module-greenroom'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@greenroom/plugin-permission-backend-module-greenroom'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitlab'));
backend.add(import('@greenroom/plugin-scaffolder-backend-module-greenroom'));
backend.add(import('@backstage/plugin-techdocs-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@greenroom/plugin-portal-backend'));
backend.add(import('@greenroom/plugin-rollouts-backend'));
backend.add(import('@greenroom/plugin-cluster-health-backend'));
backend.add(import('@greenroom/plugin-databases-backend'));
backend.add(import('@greenroom/plugin-vault-leases-backend'));
backend.add(import('@greenroom/plugin-delivery-backend'));
backend.add(import('@greenroom/plugin-golden-paths-backend'));

backend.start();
