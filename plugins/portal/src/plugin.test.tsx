import { registerMswTestHooks, renderTestApp } from '@backstage/frontend-test-utils';
import { SOURCES_TOPIC } from '@greenroom/plugin-portal-common';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { makeSource } from './__testUtils__/makeSource';
import { portalPlugin } from './plugin';

const server = setupServer();
registerMswTestHooks(server);

const snapshot = {
  topic: `${SOURCES_TOPIC}:`,
  version: '1',
  data: { 'cluster:eks-prod': makeSource() },
  sources: [{ id: 'cluster:eks-prod', kind: 'cluster', freshness: 'live' }],
};

it('in an app: the Sources page by the stream, under the sandbox bar', async () => {
  server.use(
    http.post('*/api/portal/stream', () => {
      const body = new ReadableStream<Uint8Array>({
        start: controller =>
          controller.enqueue(
            new TextEncoder().encode(`event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`),
          ),
      });
      return new HttpResponse(body, { headers: { 'content-type': 'text/event-stream' } });
    }),
    http.get('http://localhost:7010/scenario', () => HttpResponse.error()),
  );
  renderTestApp({
    features: [portalPlugin],
    config: {
      backend: { baseUrl: 'http://localhost:7007' },
      greenroom: { sandbox: { url: 'http://localhost:7010' } },
    },
    initialRouteEntries: ['/sources'],
  });

  expect(await screen.findByText('The only source is live.')).toBeInTheDocument();
  expect(await screen.findByRole('complementary', { name: 'Sandbox' })).toHaveTextContent('does not answer');
});
