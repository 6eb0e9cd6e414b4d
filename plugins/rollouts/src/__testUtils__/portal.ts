import {
  portalServer as featureServer,
  portalUrl,
  refusalBody,
} from '@greenroom/plugin-portal-react/testUtils';
import { http, HttpResponse } from 'msw';
import type { GitOps } from '../api/PromotionsApi';
import { ada, groupsOf } from './promotions';

/**
 * A portal's backend on the network of the tests in a file: it knows who is signed in, and answers what a test lets it.
 */
export function portalServer() {
  const { server, asked, tell, answer } = featureServer('rollouts');
  beforeEach(() => {
    signIn(ada);
    tell('ledger', { items: [] });
    tell('ledger/verification', { valid: true, entries: 0, head: '' });
    tell('rollouts/*', { differences: [], same: 14 });
    server.use(http.get(`${portalUrl}/delivery/managed`, () => HttpResponse.json({}, { status: 503 })));
  });

  function signIn(userEntityRef: string) {
    server.use(
      http.get(`${portalUrl}/portal/me`, () =>
        HttpResponse.json({ userEntityRef, groups: groupsOf[userEntityRef] ?? [] }),
      ),
    );
  }

  /** Refuses a POST as Backstage does. */
  function refuse(path: string, status: number, error: { name: string; message: string; cause?: object }) {
    answer(path, refusalBody(error, status), status);
  }

  /** What the delivery feature says of a change by hand. */
  function tellGitOps(body: GitOps) {
    server.use(http.get(`${portalUrl}/delivery/managed`, () => HttpResponse.json(body)));
  }
  return { server, asked, signIn, answer, refuse, tell, tellGitOps };
}
