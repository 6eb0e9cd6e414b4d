import type { FetchApi } from '@backstage/frontend-plugin-api';
import { mockApis, registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';

const portal = 'http://localhost:0/api';

/** The delivery part of a portal's backend on the network of the tests in a file: it answers what a test lets it. */
export function portalServer() {
  const server = setupServer();
  registerMswTestHooks(server);
  const asked: { path: string; body: unknown; key: string | null }[] = [];
  beforeEach(() => {
    asked.length = 0;
  });

  /** Answers a GET. */
  function tell(path: string, body: object, status = 200) {
    server.use(http.get(`${portal}/delivery/${path}`, () => HttpResponse.json(body, { status })));
  }

  /** Answers a POST, and notes it. */
  function answer(path: string, body: object, status = 200) {
    server.use(
      http.post(`${portal}/delivery/${path}`, async ({ request }) => {
        const key = request.headers.get('idempotency-key');
        asked.push({ path, body: await request.json(), key });
        return HttpResponse.json(body, { status });
      }),
    );
  }
  return { server, asked, tell, answer };
}

/** As Backstage writes a refusal. */
export function refusal(name: string, message: string, statusCode: number) {
  return { error: { name, message }, request: { method: 'GET', url: '/' }, response: { statusCode } };
}

/** How pages of the tests reach it. */
export const portalFetch = (): FetchApi =>
  mockApis.fetch({
    resolvePluginProtocol: { discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:0' }) },
  });
