import { configApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import {
  ApiBlueprint,
  AppRootElementBlueprint,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { streamApiRef } from '@greenroom/plugin-portal-react';
import { RiPlugLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { sandboxApiRef } from './api/sandbox/SandboxApi';
import { SandboxClient } from './api/sandbox/SandboxClient';
import { SandboxWatch } from './api/sandbox/SandboxWatch';
import { browserPageVisibility } from './api/stream/PageVisibility';
import { PortalClient } from './api/stream/PortalClient';
import { StreamClient } from './api/stream/StreamClient';
import { browserStreamClock } from './api/stream/StreamClock';
import { sourcesRouteRef } from './routes';

const streamApi = ApiBlueprint.make({
  name: 'stream',
  params: define =>
    define({
      api: streamApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        new StreamClient({
          client: new PortalClient(fetchApi),
          clock: browserStreamClock,
          page: browserPageVisibility,
        }),
    }),
});

const sandboxApi = ApiBlueprint.make({
  name: 'sandbox',
  params: define =>
    define({
      api: sandboxApiRef,
      deps: { config: configApiRef },
      factory: ({ config }) => {
        const url = config.getOptionalString('greenroom.sandbox.url');
        return new SandboxWatch({
          client: url === undefined ? undefined : new SandboxClient(url),
          clock: browserStreamClock,
          page: browserPageVisibility,
        });
      },
    }),
});

const SandboxBar = lazy(async () => ({
  default: (await import('./components/sandbox/SandboxBar')).SandboxBar,
}));

const sandboxBar = AppRootElementBlueprint.make({
  name: 'sandbox-bar',
  params: {
    element: (
      <Suspense fallback={null}>
        <SandboxBar />
      </Suspense>
    ),
  },
});

const sourcesPage = PageBlueprint.make({
  name: 'sources',
  params: {
    path: '/sources',
    title: 'Sources',
    icon: <RiPlugLine />,
    routeRef: sourcesRouteRef,
    noHeader: true,
    loader: async () => {
      const { SourcesPage } = await import('./components/sources/SourcesPage');
      return <SourcesPage />;
    },
  },
});

/** The portal about itself. */
export const portalPlugin = createFrontendPlugin({
  pluginId: 'portal',
  title: 'Portal',
  icon: <RiPlugLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { sources: sourcesRouteRef },
  extensions: [streamApi, sandboxApi, sandboxBar, sourcesPage],
});
