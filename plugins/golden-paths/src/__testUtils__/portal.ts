import type { FetchApi } from '@backstage/frontend-plugin-api';
import { mockApis, registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { NamesAnswer, Preview, RunReport } from '@greenroom/plugin-golden-paths-common';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import { parameters } from './template';

export const portal = 'http://localhost:0/api';

/** What the page asked of the portal since the test began, in order. */
export interface Asked {
  path: string;
  query: string;
  body?: unknown;
}

/** A portal's backend on the network of the tests in a file; it knows ada of the storefront. */
export function portalServer() {
  const server = setupServer();
  registerMswTestHooks(server);
  const asked: Asked[] = [];
  beforeEach(() => {
    asked.length = 0;
    server.use(
      http.get(`${portal}/portal/me`, () =>
        HttpResponse.json({ userEntityRef: 'user:default/ada', groups: ['group:default/storefront'] }),
      ),
      http.get(`${portal}/scaffolder/v2/templates/*/parameter-schema`, () => HttpResponse.json(parameters)),
    );
  });

  /** Answers requests for a path, and notes them; `answer` may look at what was asked. */
  function tell(
    method: 'get' | 'post',
    path: string,
    answer: JsonBodyType | ((asked: Asked) => Response | Promise<Response>),
    status = 200,
  ) {
    server.use(
      http[method](`${portal}/${path}`, async ({ request }) => {
        const url = new URL(request.url);
        const now: Asked = {
          path: url.pathname.replace('/api/', ''),
          query: url.search,
          ...(method === 'post' && { body: await request.json() }),
        };
        asked.push(now);
        return typeof answer === 'function' ? answer(now) : HttpResponse.json(answer, { status });
      }),
    );
  }

  /** Refuses as Backstage does. */
  function refuse(method: 'get' | 'post', path: string, status: number, name: string, message: string) {
    const body = {
      error: { name, message },
      request: { method: method.toUpperCase(), url: path },
      response: { statusCode: status },
    };
    tell(method, path, body, status);
  }
  return { server, asked, tell, refuse };
}

/** How pages of the tests reach it. */
export const portalFetch = (): FetchApi =>
  mockApis.fetch({
    resolvePluginProtocol: { discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:0' }) },
  });

export function makeNames(name: string, overrides: Partial<NamesAnswer> = {}): NamesAnswer {
  return {
    problems: [],
    unknown: [],
    derived: {
      repository: `storefront/${name}`,
      deployRepository: `storefront/${name}-deploy`,
      namespace: 'storefront',
      host: `${name}.storefront.example.com`,
      image: `registry.example/storefront/${name}`,
      databaseRole: `${name}-app`,
      applications: [
        {
          environment: 'prod',
          cluster: 'eks-prod',
          name,
          host: `${name}.storefront.example.com`,
        },
      ],
    },
    sources: [
      { id: 'git:localhost', kind: 'git', freshness: 'live' },
      { id: 'cluster:eks-prod', kind: 'cluster', freshness: 'live' },
    ],
    ...overrides,
  };
}

export function makePreview(overrides: Partial<Preview> = {}): Preview {
  const file = (repository: string, path: string, content: string) => ({
    repository,
    path,
    content,
    size: content.length,
  });
  return {
    files: [
      file('storefront/payments', 'src/server.js', 'listen(8080);\n'),
      file('storefront/payments', 'README.md', '# payments\n\nTakes money.\n'),
      file('storefront/payments-deploy', 'base/rollout.yaml', 'kind: Rollout\nname: payments\n'),
    ],
    steps: [
      { id: 'names', name: 'Check the names', action: 'greenroom:names:check', does: 'Asks every platform.' },
      { id: 'code', name: 'Publish the code', action: 'publish:gitea', does: 'Makes storefront/payments.' },
    ],
    problems: [],
    leftOut: 0,
    ...overrides,
  };
}

export function makeReport(overrides: Partial<RunReport> = {}): RunReport {
  return { taskId: 't1', state: 'processing', steps: [], made: [], links: [], ...overrides };
}
