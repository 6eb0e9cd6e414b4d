import type { FetchApi } from '@backstage/frontend-plugin-api';
import { mockApis, registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { GitOps } from '../api/PromotionsApi';
import { ada, groupsOf } from './promotions';

export const portal = 'http://localhost:0/api';

/** What the page asked of the portal since the test began, in order. */
export interface Asked {
  method: string;
  path: string;
  body: unknown;
  key: string | null;
}

/**
 * A portal's backend on the network of the tests in a file: it knows who is signed in, and answers what a test lets it.
 */
export function portalServer() {
  const server = setupServer();
  registerMswTestHooks(server);
  const asked: Asked[] = [];
  beforeEach(() => {
    asked.length = 0;
    signIn(ada);
    server.use(
      http.get(`${portal}/rollouts/ledger`, () => HttpResponse.json({ items: [] })),
      http.get(`${portal}/rollouts/ledger/verification`, () =>
        HttpResponse.json({ valid: true, entries: 0, head: '' }),
      ),
      http.get(`${portal}/delivery/managed`, () => HttpResponse.json({}, { status: 503 })),
      http.get(`${portal}/rollouts/rollouts/*`, () => HttpResponse.json({ differences: [], same: 14 })),
    );
  });

  function signIn(userEntityRef: string) {
    server.use(
      http.get(`${portal}/portal/me`, () =>
        HttpResponse.json({ userEntityRef, groups: groupsOf[userEntityRef] ?? [] }),
      ),
    );
  }

  /** Answers a POST, and notes it. */
  function answer(path: string, body: object, status = 200) {
    server.use(
      http.post(`${portal}/rollouts/${path}`, async ({ request }) => {
        asked.push({
          method: 'POST',
          path: new URL(request.url).pathname.replace('/api/rollouts/', ''),
          body: await request.json(),
          key: request.headers.get('idempotency-key'),
        });
        return HttpResponse.json(body, { status });
      }),
    );
  }

  /** Refuses a POST as Backstage does. */
  function refuse(path: string, status: number, error: { name: string; message: string; cause?: object }) {
    answer(path, { error, request: { method: 'POST', url: path }, response: { statusCode: status } }, status);
  }

  /** Answers a GET. */
  function tell(path: string, body: object, status = 200) {
    server.use(http.get(`${portal}/rollouts/${path}`, () => HttpResponse.json(body, { status })));
  }

  /** What the delivery feature says of a change by hand. */
  function tellGitOps(body: GitOps) {
    server.use(http.get(`${portal}/delivery/managed`, () => HttpResponse.json(body)));
  }
  return { server, asked, signIn, answer, refuse, tell, tellGitOps };
}

/** How pages of the tests reach it. */
export const portalFetch = (): FetchApi =>
  mockApis.fetch({
    resolvePluginProtocol: { discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:0' }) },
  });
