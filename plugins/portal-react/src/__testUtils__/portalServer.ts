import type { FetchApi } from '@backstage/frontend-plugin-api';
import { mockApis, registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';

/** Where the backend of the tests' portal is. */
export const portalUrl = 'http://localhost:0/api';

/** What a page asked the feature to do. */
export interface Asked {
  path: string;
  body: unknown;
  /** Its `idempotency-key`. */
  key: string | null;
}

/** A feature's part of a portal's backend on the network of the tests in a file: it answers what a test lets it. */
export function portalServer(pluginId: string) {
  const server = setupServer();
  registerMswTestHooks(server);
  const feature = `${portalUrl}/${pluginId}/`;
  const asked: Asked[] = [];
  beforeEach(() => {
    asked.length = 0;
  });

  /** Answers a GET. */
  function tell(path: string, body: object, status = 200) {
    server.use(http.get(`${feature}${path}`, () => HttpResponse.json(body, { status })));
  }

  /** Answers a POST, and notes it. */
  function answer(path: string, body: object, status = 200) {
    server.use(
      http.post(`${feature}${path}`, async ({ request }) => {
        asked.push({
          path: new URL(request.url).pathname.replace(`/api/${pluginId}/`, ''),
          body: await request.json(),
          key: request.headers.get('idempotency-key'),
        });
        return HttpResponse.json(body, { status });
      }),
    );
  }
  return { server, asked, tell, answer };
}

/** As Backstage writes a refusal. */
export function refusalBody(error: { name: string; message: string; cause?: object }, statusCode: number) {
  return { error, request: { method: 'GET', url: '/' }, response: { statusCode } };
}

/** How pages of the tests reach it. */
export const portalFetch = (): FetchApi =>
  mockApis.fetch({
    resolvePluginProtocol: { discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:0' }) },
  });
