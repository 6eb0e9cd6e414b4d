import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { EntityIconLinkBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { featureApi, featurePage } from '@greenroom/plugin-portal-react';
import { RiAddCircleLine } from '@remixicon/react';
import { goldenPathsApiRef } from './api/GoldenPathsApi';
import { GoldenPathsClient } from './api/GoldenPathsClient';
import { useTemplateLink } from './hooks/useTemplateLink';
import { pathRouteRef, reviewRouteRef, rootRouteRef, runRouteRef, runsRouteRef } from './routes';

const icon = <RiAddCircleLine />;

/** On a template's own page: the way to its form. */
const startLink = EntityIconLinkBlueprint.make({
  name: 'start',
  params: { useProps: useTemplateLink, filter: { kind: 'template' } },
});

/** Create: golden paths, their form, every file before it exists, and the run. */
export default createFrontendPlugin({
  pluginId: 'golden-paths',
  title: 'Create',
  icon,
  routes: {
    root: rootRouteRef,
    path: pathRouteRef,
    review: reviewRouteRef,
    runs: runsRouteRef,
    run: runRouteRef,
  },
  extensions: [
    featureApi({ ref: goldenPathsApiRef, make: http => new GoldenPathsClient(http) }),
    featurePage({
      path: '/create',
      title: 'Create',
      icon,
      routeRef: rootRouteRef,
      load: async () => (await import('./components/CreatePages')).CreatePages,
    }),
    startLink,
  ],
});
