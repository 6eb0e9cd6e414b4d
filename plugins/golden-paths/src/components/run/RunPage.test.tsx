import { act, screen, waitFor, within } from '@testing-library/react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { openPage } from '../../__testUtils__/openPage';
import { makeReport, portalServer } from '../../__testUtils__/portal';
import { answers, entities, templateRef } from '../../__testUtils__/template';

const { asked, tell, refuse } = portalServer();

const task = {
  id: 't1',
  status: 'processing',
  createdAt: '2026-11-21T10:00:00Z',
  spec: {
    parameters: answers,
    templateInfo: { entityRef: templateRef, entity: { metadata: { title: 'Blue-green service on EKS' } } },
    user: { ref: 'user:default/ada' },
    steps: [
      { id: 'names', name: 'Check the names', action: 'greenroom:names:check' },
      { id: 'publish', name: 'Publish the code', action: 'publish:gitea' },
    ],
    output: {},
  },
};

/** The event streams that pages have opened, newest last. */
let streams: { say: (type: string, body: object) => void; breakOff: () => void; after: string | null }[] = [];

beforeEach(() => {
  streams = [];
  let id = 0;
  tell('get', 'scaffolder/v2/tasks/t1', task);
  tell('get', 'golden-paths/runs/t1', makeReport());
  tell('get', 'scaffolder/v2/tasks/t1/eventstream', ({ query }) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        streams.push({
          after: new URLSearchParams(query).get('after'),
          say: (type, said) => {
            id += 1;
            const event = {
              id,
              taskId: 't1',
              type,
              createdAt: '2026-11-21T10:00:05Z',
              body: { message: '', ...said },
            };
            controller.enqueue(
              new TextEncoder().encode(`event: ${type}\ndata: ${JSON.stringify(event)}\n\n`),
            );
          },
          breakOff: () => controller.close(),
        });
      },
    });
    return new HttpResponse(body, { headers: { 'content-type': 'text/event-stream' } });
  });
});

async function opened(count = 1) {
  await waitFor(() => expect(streams).toHaveLength(count), { timeout: 8000 });
  const stream = streams[count - 1];
  return {
    after: stream?.after,
    say: (type: string, body: object) => act(async () => stream?.say(type, body)),
    breakOff: () => act(async () => stream?.breakOff()),
  };
}

it('shows each step as it goes, with its log for who asks', async () => {
  openPage('/create/tasks/t1');
  const { say } = await opened();
  expect(await screen.findByRole('heading', { name: 'payments' })).toBeInTheDocument();
  await say('log', { stepId: 'names', status: 'processing', message: 'Beginning' });
  await say('log', { stepId: 'names', status: 'completed', message: 'Free everywhere' });
  await say('log', { stepId: 'publish', status: 'processing', message: 'Pushing' });
  expect(await screen.findByText('Step 2 of 2: Publish the code.')).toBeInTheDocument();
  const [names, publish] = within(screen.getByRole('region', { name: 'Steps' })).getAllByRole('listitem');
  expect(names).toHaveTextContent('done');
  expect(publish).toHaveTextContent('running');
  expect(publish).toHaveAttribute('aria-current', 'step');
  await userEvent.click(screen.getByText('Check the names'));
  expect(screen.getByRole('region', { name: 'Log of Check the names' })).toHaveTextContent('Free everywhere');
  expect(await accessibilityProblems()).toEqual([]);
});

it('goes on where it was after the connection broke, and says that it broke', async () => {
  openPage('/create/tasks/t1');
  const first = await opened();
  await first.say('log', { stepId: 'names', status: 'completed', message: 'Free' });
  await first.breakOff();
  expect(await screen.findByText(/The connection is lost and tried again/)).toBeInTheDocument();
  const second = await opened(2);
  expect(second.after).toBe('1');
  await second.say('log', { stepId: 'publish', status: 'processing', message: 'Pushing' });
  expect(await screen.findByText('Step 2 of 2: Publish the code.')).toBeInTheDocument();
  expect(screen.queryByText(/The connection is lost/)).not.toBeInTheDocument();
});

it('leads to what a finished run has made as soon as the catalog has it, and stays there for who only looks', async () => {
  const catalog = catalogApiMock({ entities });
  const found = jest.spyOn(catalog, 'getEntityByRef').mockResolvedValue(undefined);
  openPage('/create/tasks/t1', { catalog });
  const { say } = await opened();
  await say('completion', {
    output: {
      entityRef: 'component:default/payments',
      links: [{ title: 'Repository', url: 'http://git.example/storefront/payments' }],
    },
  });
  expect(await screen.findByText('payments is made.')).toBeInTheDocument();
  expect(await screen.findByText(/^The catalog has not read payments yet/)).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Open payments' })).not.toBeInTheDocument();
  found.mockResolvedValue({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments' },
  });
  expect(await screen.findByRole('link', { name: 'Open payments' }, { timeout: 5_000 })).toHaveAttribute(
    'href',
    '/catalog/default/component/payments',
  );
  expect(screen.getByRole('link', { name: /Repository/ })).toHaveAttribute(
    'href',
    'http://git.example/storefront/payments',
  );
});

it('says what was undone, what remains and how to remove it, and tries the same again', async () => {
  openPage('/create/tasks/t1');
  const { say } = await opened();
  await say('log', { stepId: 'publish', status: 'failed', message: 'Error: refused' });
  tell(
    'get',
    'golden-paths/runs/t1',
    makeReport({
      state: 'failed',
      made: [
        { kind: 'repository', ref: 'storefront/payments', state: 'undone', undone: true },
        {
          kind: 'change-request',
          ref: 'platform/portal-config#3',
          url: 'http://git.example/3',
          state: 'remains',
          undone: false,
          why: 'The git host did not answer.',
          howToRemove: { command: 'git push origin --delete payments' },
        },
      ],
    }),
  );
  await say('completion', { error: { name: 'Error', message: 'The git host refused the push.' } });
  expect(
    await screen.findByText('It failed at “Publish the code”: The git host refused the push.'),
  ).toBeInTheDocument();
  expect(await screen.findByText('1 thing undone, 1 thing still there.')).toBeInTheDocument();
  const left = screen.getByRole('region', { name: 'What it left behind' });
  expect(left).toHaveTextContent('The git host did not answer.');
  expect(left).toHaveTextContent('git push origin --delete payments');
  expect(await accessibilityProblems()).toEqual([]);

  tell('post', 'scaffolder/v2/tasks', { id: 't2' }, 201);
  // Slow enough for the events of the first run to come once more, if anybody asked for them.
  const isRead = new Promise<void>(resolve => {
    setTimeout(resolve, 300);
  });
  tell('get', 'scaffolder/v2/tasks/t2', async () => {
    await isRead;
    return HttpResponse.json({ ...task, id: 't2' });
  });
  tell('get', 'golden-paths/runs/t2', makeReport());
  const headers = { 'content-type': 'text/event-stream' };
  tell(
    'get',
    'scaffolder/v2/tasks/t2/eventstream',
    () => new HttpResponse(new ReadableStream<Uint8Array>(), { headers }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() =>
    expect(asked.find(it => it.path === 'scaffolder/v2/tasks')?.body).toEqual({
      templateRef,
      values: answers,
      secrets: {},
    }),
  );
  expect(screen.queryByText(/It failed at/)).not.toBeInTheDocument();
  await waitFor(() => expect(asked.some(it => it.path === 'scaffolder/v2/tasks/t2/eventstream')).toBe(true));
  expect(streams).toHaveLength(1);
});

it.each([
  ['failed', 'completion', { error: { name: 'Error', message: 'Broken' } }],
  ['was cancelled', 'cancelled', {}],
])('asks for the secret of a run that %s in the form, which has everything else', async (_, type, body) => {
  tell('get', 'scaffolder/v2/tasks/t1', {
    ...task,
    spec: {
      ...task.spec,
      parameters: { ...answers, apiKey: '********' },
      steps: [{ id: 'a', name: 'A', action: 'debug:log', input: { message: '${{ secrets.apiKey }}' } }],
    },
  });
  openPage('/create/tasks/t1');
  const { say } = await opened();
  await say(type, body);
  const form = await screen.findByRole('link', { name: 'Try again from the form' });
  expect(form).toHaveAccessibleDescription(/It was given a secret \( ?apiKey ?\), which nothing here keeps/);
  expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  expect(await accessibilityProblems()).toEqual([]);
  await userEvent.click(form);
  expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('payments');
  expect(JSON.parse(sessionStorage.getItem(`greenroom.create.${templateRef}`) ?? '{}')).toEqual(answers);
  expect(asked.some(it => it.path === 'scaffolder/v2/tasks')).toBe(false);
});

it('says that it could not be asked what is left, rather than nothing', async () => {
  openPage('/create/tasks/t1');
  const { say } = await opened();
  refuse('get', 'golden-paths/runs/t1', 503, 'ServiceUnavailableError', 'The git host is down.');
  await say('completion', { error: { name: 'Error', message: 'Broken' } });
  expect(await screen.findByText(/It could not be asked what it made\./)).toHaveTextContent(
    'The git host is down.',
  );
  expect(screen.queryByText(/It had made nothing/)).not.toBeInTheDocument();
});

it.each([
  [403, 'NotAllowedError', 'This is another person’s run, and only they and the platform team may see it'],
  [404, 'NotFoundError', 'There is no such run, or it is another person’s'],
])('says so of a run that may not be seen (%s)', async (status, name, title) => {
  refuse('get', 'scaffolder/v2/tasks/t1', status, name, 'No');
  openPage('/create/tasks/t1');
  expect(await screen.findByRole('alert')).toHaveTextContent(title);
});
