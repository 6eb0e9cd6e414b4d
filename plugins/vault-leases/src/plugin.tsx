import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import {
  featureApi,
  featurePage,
  homeSection,
  serviceCard,
  serviceNotes,
  serviceTab,
} from '@greenroom/plugin-portal-react';
import { RiSafe2Line } from '@remixicon/react';
import { vaultLeasesApiRef } from './api/VaultLeasesApi';
import { VaultLeasesClient } from './api/VaultLeasesClient';
import { usesRoles } from './roles/uses';
import { rootRouteRef } from './routes';

const icon = <RiSafe2Line />;

/** Vault: all of them, one with its nodes and roles, a role's leases, a service's tab and card, and one's own on Home. */
export default createFrontendPlugin({
  pluginId: 'vault-leases',
  title: 'Vault',
  icon,
  routes: { root: rootRouteRef },
  extensions: [
    featureApi({ ref: vaultLeasesApiRef, make: http => new VaultLeasesClient(http) }),
    featurePage({
      path: '/vault',
      title: 'Vault',
      icon,
      routeRef: rootRouteRef,
      load: async () => (await import('./components/VaultPages')).VaultPages,
    }),
    serviceTab({
      name: 'leases',
      path: '/leases',
      title: 'Leases',
      filter: usesRoles,
      load: async () => (await import('./components/service/ServiceLeases')).ServiceLeases,
    }),
    serviceCard({
      name: 'leases',
      filter: usesRoles,
      load: async () => (await import('./components/service/LeasesCard')).LeasesCard,
    }),
    homeSection({
      name: 'leases',
      title: 'My leases',
      order: 16,
      load: async () => (await import('./components/home/MyLeases')).MyLeases,
    }),
    serviceNotes({
      name: 'leases',
      title: 'Leases',
      order: 30,
      load: async () => (await import('./hooks/useLeaseNotes')).useLeaseNotes,
    }),
  ],
});
