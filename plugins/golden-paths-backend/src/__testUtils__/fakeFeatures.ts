import type { IncomingMessage, ServerResponse } from 'node:http';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';

/** What a feature answers at a path; `undefined`: it has nothing there. */
export type Answers = (path: string) => Promise<object | undefined>;

/** A feature of the portal as far as a run asks it. */
export function fakeFeature(pluginId: string, answers: Answers) {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use(async (request: IncomingMessage, response: ServerResponse) => {
            const found = await answers(request.url ?? '');
            const error = { error: { name: 'NotFoundError', message: 'nothing there' } };
            response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
            response.end(JSON.stringify(found ?? error));
          });
        },
      });
    },
  });
}
