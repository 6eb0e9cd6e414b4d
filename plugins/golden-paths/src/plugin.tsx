import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityIconLinkBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiAddCircleLine } from '@remixicon/react';
import { goldenPathsApiRef } from './api/GoldenPathsApi';
import { GoldenPathsClient } from './api/GoldenPathsClient';
import { useTemplateLink } from './hooks/useTemplateLink';
import { pathRouteRef, reviewRouteRef, rootRouteRef, runRouteRef, runsRouteRef } from './routes';

const api = ApiBlueprint.make({
  params: define =>
    define({
      api: goldenPathsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new GoldenPathsClient(fetchApi),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/create',
    title: 'Create',
    icon: <RiAddCircleLine />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: async () => {
      const { CreatePages } = await import('./components/CreatePages');
      return <CreatePages />;
    },
  },
});

/** On a template's own page: the way to its form. */
const startLink = EntityIconLinkBlueprint.make({
  name: 'start',
  params: { useProps: useTemplateLink, filter: { kind: 'template' } },
});

/** Create: golden paths, their form, every file before it exists, and the run. */
export default createFrontendPlugin({
  pluginId: 'golden-paths',
  title: 'Create',
  icon: <RiAddCircleLine />,
  routes: {
    root: rootRouteRef,
    path: pathRouteRef,
    review: reviewRouteRef,
    runs: runsRouteRef,
    run: runRouteRef,
  },
  extensions: [api, page, startLink],
});
