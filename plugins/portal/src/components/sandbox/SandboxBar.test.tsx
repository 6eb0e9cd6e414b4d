import { registerMswTestHooks, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { z } from 'zod';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { sandboxApiRef } from '../../api/sandbox/SandboxApi';
import { SandboxClient } from '../../api/sandbox/SandboxClient';
import { SandboxWatch } from '../../api/sandbox/SandboxWatch';
import type { Scenario } from '../../api/sandbox/scenario';
import { browserPageVisibility } from '../../api/stream/PageVisibility';
import { browserStreamClock } from '../../api/stream/StreamClock';
import { SandboxBar } from './SandboxBar';

const url = 'http://localhost:7010';
const advanceSchema = z.object({ seconds: z.int() });
const server = setupServer();
registerMswTestHooks(server);

/** The control interface as the sandbox speaks it. */
function sandbox() {
  const scenario: Scenario = {
    name: 'a day at the storefront',
    state: 'running',
    speed: 2,
    now: '2026-11-21T10:00:00.000Z',
    next: { at: '2026-11-21T10:00:48.000Z', inSeconds: 48, text: 'image push to checkout' },
    seed: 7,
  };
  const acts: { act: string; body: unknown }[] = [];
  const perform: Record<string, (body: { speed?: number }) => void> = {
    pause: () => (scenario.state = 'paused'),
    resume: () => (scenario.state = 'running'),
    speed: ({ speed = 1 }) => (scenario.speed = speed),
  };
  server.use(
    http.get(`${url}/scenario`, () => HttpResponse.json(scenario)),
    http.post<{ act: string }>(`${url}/scenario/:act`, async ({ params, request }) => {
      const text = await request.text();
      const body = text === '' ? undefined : JSON.parse(text);
      acts.push({ act: params.act, body });
      perform[params.act]?.(body);
      return HttpResponse.json(scenario);
    }),
  );
  return { scenario, acts };
}

const watch = (client: SandboxClient | undefined) =>
  new SandboxWatch({ client, clock: browserStreamClock, page: browserPageVisibility });

function open() {
  render(
    <TestApiProvider apis={[[sandboxApiRef, watch(new SandboxClient(`${url}/`))]]}>
      <SandboxBar />
    </TestApiProvider>,
  );
  return within(screen.getByRole('complementary', { name: 'Sandbox' }));
}

describe('SandboxBar', () => {
  it('says what is played, how fast, and what comes next', async () => {
    sandbox();
    const bar = open();
    expect(await bar.findByText('a day at the storefront')).toHaveAttribute('title', 'seed 7');
    expect(bar.getByText('next: image push to checkout')).toBeInTheDocument();
    expect(bar.getByText(/^in 0:[34]\d$/)).toBeInTheDocument();
    expect(bar.getByRole('combobox', { name: 'speed' })).toHaveValue('2');
    expect(await accessibilityProblems(screen.getByRole('complementary'))).toEqual([]);
  });

  it('is not there where there is no sandbox', () => {
    const { container } = render(
      <TestApiProvider apis={[[sandboxApiRef, watch(undefined)]]}>
        <SandboxBar />
      </TestApiProvider>,
    );
    expect(container).toBeEmptyDOMElement();
  });

  it('pauses and resumes, and shows at once that it did', async () => {
    const { acts } = sandbox();
    const user = userEvent.setup();
    const bar = open();
    await user.click(await bar.findByRole('button', { name: 'pause' }));
    await user.click(await bar.findByRole('button', { name: 'resume' }));
    expect(await bar.findByRole('button', { name: 'pause' })).toBeInTheDocument();
    expect(acts).toEqual([
      { act: 'pause', body: undefined },
      { act: 'resume', body: undefined },
    ]);
  });

  it('changes the speed, and skips to what comes next in sandbox time', async () => {
    const { acts } = sandbox();
    const user = userEvent.setup();
    const bar = open();
    await user.selectOptions(await bar.findByRole('combobox', { name: 'speed' }), '×10');
    await waitFor(() => expect(bar.getByRole('combobox', { name: 'speed' })).toHaveValue('10'));
    await waitFor(() =>
      expect(bar.getByRole('button', { name: 'skip to it' })).toHaveAttribute('aria-disabled', 'false'),
    );
    await user.click(bar.getByRole('button', { name: 'skip to it' }));
    await waitFor(() => expect(acts).toHaveLength(2));
    expect(acts[0]).toEqual({ act: 'speed', body: { speed: 10 } });
    expect(acts[1]?.act).toBe('advance');
    const { seconds } = advanceSchema.parse(acts[1]?.body);
    expect(seconds).toBeLessThanOrEqual(480);
    expect(seconds).toBeGreaterThan(300);
  });

  it('asks before it resets', async () => {
    const { acts } = sandbox();
    const user = userEvent.setup();
    const bar = open();
    await user.click(await bar.findByRole('button', { name: 'reset' }));
    let dialog = await screen.findByRole('dialog', { name: 'Reset the sandbox?' });
    await user.click(within(dialog).getByRole('button', { name: 'Keep it' }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(acts).toEqual([]);

    await user.click(bar.getByRole('button', { name: 'reset' }));
    dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Reset' }));
    await waitFor(() => expect(acts).toEqual([{ act: 'reset', body: undefined }]));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
  });

  it('says what the sandbox refused', async () => {
    sandbox();
    server.use(
      http.post(`${url}/scenario/pause`, () =>
        HttpResponse.json({ error: { name: 'InputError', message: 'not now' } }, { status: 400 }),
      ),
    );
    const user = userEvent.setup();
    const bar = open();
    await user.click(await bar.findByRole('button', { name: 'pause' }));
    expect(await bar.findByRole('alert')).toHaveTextContent('That did not happen: not now');
  });

  it.each([
    ['nothing listens there', () => HttpResponse.error()],
    ['it answered in a way this portal does not understand', () => HttpResponse.json({ name: 1 })],
  ])('says that the sandbox does not answer: %s', async (reason, answer) => {
    server.use(http.get(`${url}/scenario`, answer));
    const bar = open();
    expect(await bar.findByRole('alert')).toHaveTextContent(`does not answer at ${url}: ${reason}`);
  });
});
