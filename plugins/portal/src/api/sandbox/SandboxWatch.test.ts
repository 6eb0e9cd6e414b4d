import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { FakePage } from '../../__testUtils__/FakePage';
import { ManualClock } from '../../__testUtils__/ManualClock';
import { SandboxClient } from './SandboxClient';
import { SandboxWatch } from './SandboxWatch';

const url = 'http://localhost:7010';
const server = setupServer();
registerMswTestHooks(server);

function setUp() {
  const asked: string[] = [];
  const scenario = { name: 'day', state: 'running', speed: 1, now: '2026-11-21T10:00:00Z', seed: 7 };
  server.use(
    http.all(`${url}/*`, ({ request }) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return HttpResponse.json(scenario);
    }),
  );
  const clock = new ManualClock();
  const page = new FakePage();
  const watch = new SandboxWatch({ client: new SandboxClient(url), clock, page });
  return { asked, clock, page, watch };
}

/** Until something has come over the (real) wire. */
async function until(check: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !check(); tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  expect(check()).toBe(true);
}

describe('SandboxWatch', () => {
  it('asks every five seconds while somebody watches', async () => {
    const { asked, clock, watch } = setUp();
    const stop = watch.subscribe(() => {});
    await until(() => watch.view().scenario?.name === 'day');
    await clock.advance(5_000);
    await until(() => asked.length === 2);

    stop();
    await clock.advance(60_000);
    expect(asked).toHaveLength(2);
  });

  it('does not ask while the page is hidden, and at once when it is shown', async () => {
    const { asked, clock, page, watch } = setUp();
    watch.subscribe(() => {});
    await until(() => watch.view().scenario !== undefined);
    page.show(false);
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);

    page.show(true);
    await until(() => asked.length === 2);
  });

  it('says that an act is under way, does no other meanwhile, and asks at once how it went', async () => {
    const { asked, watch } = setUp();
    watch.subscribe(() => {});
    await until(() => watch.view().scenario !== undefined);
    const done = watch.perform({ act: 'pause' });
    expect(watch.view().acting).toBe('pause');
    await watch.perform({ act: 'reset' });
    await done;

    expect(asked).toEqual(['GET /scenario', 'POST /scenario/pause', 'GET /scenario']);
    expect(watch.view().acting).toBeUndefined();
  });

  it('gives up on an answer that does not come, and keeps what it knew', async () => {
    const { clock, watch } = setUp();
    watch.subscribe(() => {});
    await until(() => watch.view().scenario !== undefined);
    server.use(http.get(`${url}/scenario`, () => new Promise<never>(() => {})));
    await clock.advance(9_000);
    await until(() => watch.view().failure === 'it takes too long to answer');
    expect(watch.view().scenario?.name).toBe('day');
  });
});
