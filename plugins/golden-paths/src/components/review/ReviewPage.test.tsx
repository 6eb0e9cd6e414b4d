import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { openPage } from '../../__testUtils__/openPage';
import { makePreview, makeReport, portalServer } from '../../__testUtils__/portal';
import { answers, templateRef } from '../../__testUtils__/template';

const path = '/create/templates/default/eks-blue-green/review';
const { asked, tell, refuse } = portalServer();

beforeEach(() => sessionStorage.setItem(`greenroom.create.${templateRef}`, JSON.stringify(answers)));

it('shows every file by repository, its contents, the steps in words, and what the button does', async () => {
  tell('post', 'golden-paths/previews', makePreview());
  openPage(path);
  expect(
    await screen.findByText('3 files in 2 repositories, by 2 steps. Nothing of it exists yet.'),
  ).toBeInTheDocument();
  const code = screen.getByRole('region', { name: 'storefront/payments' });
  expect(within(code).getByText('src')).toBeInTheDocument();
  expect(screen.getByRole('region', { name: 'storefront/payments: README.md' })).toHaveTextContent(
    'Takes money.',
  );
  const deploy = screen.getByRole('region', { name: 'storefront/payments-deploy' });
  await userEvent.click(within(deploy).getByRole('button', { name: 'rollout.yaml' }));
  expect(
    screen.getByRole('region', { name: 'storefront/payments-deploy: base/rollout.yaml' }),
  ).toHaveTextContent('kind: Rollout');
  expect(screen.getByText('Makes storefront/payments.')).toBeInTheDocument();
  expect(await screen.findByRole('button', { name: 'Create payments' })).toHaveAccessibleDescription(
    'Writes 3 files to storefront/payments and storefront/payments-deploy and runs 2 steps as you. A step that fails undoes what the others have made.',
  );
  expect(asked.map(it => it.path)).not.toContain('scaffolder/v2/tasks');
  expect(await accessibilityProblems()).toEqual([]);
});

it('searches in paths and contents', async () => {
  tell('post', 'golden-paths/previews', makePreview());
  openPage(path);
  await userEvent.type(await screen.findByRole('searchbox', { name: 'Search in the files' }), 'payments');
  expect(screen.getByText('2 lines in 2 files')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'server.js' })).not.toBeInTheDocument();
  await userEvent.type(screen.getByRole('searchbox'), 'zzz');
  expect(screen.getByText('No file has that')).toBeInTheDocument();
});

it('says why there is no content', async () => {
  tell(
    'post',
    'golden-paths/previews',
    makePreview({
      files: [{ repository: 'storefront/payments', path: 'logo.png', size: 2048, left: 'binary' }],
      leftOut: 3,
    }),
  );
  openPage(path);
  expect(await screen.findByText('Not text')).toBeInTheDocument();
  expect(screen.getByText('2.0 kB')).toBeInTheDocument();
  expect(screen.getByText('3 more files not listed here.')).toBeInTheDocument();
});

it('says what is wrong with the answers, and makes nothing', async () => {
  tell(
    'post',
    'golden-paths/previews',
    makePreview({
      files: [],
      steps: [],
      problems: [{ field: 'name', text: 'storefront/payments is there already.' }],
    }),
  );
  openPage(path);
  expect(await screen.findByRole('alert')).toHaveTextContent('name: storefront/payments is there already.');
  expect(screen.queryByRole('button', { name: /^Create/ })).not.toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Change the answers' })).toHaveAttribute(
    'href',
    '/create/templates/default/eks-blue-green',
  );
});

it('says when nothing could be rendered', async () => {
  refuse('post', 'golden-paths/previews', 503, 'ServiceUnavailableError', 'The catalog is down.');
  openPage(path);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'A system that is needed for this does not answer. The catalog is down.',
  );
});

it('starts the run with exactly the answers, and goes to it', async () => {
  tell('post', 'golden-paths/previews', makePreview());
  tell('post', 'scaffolder/v2/tasks', { id: 't1' }, 201);
  tell('get', 'scaffolder/v2/tasks/t1', {
    id: 't1',
    status: 'processing',
    createdAt: '2026-11-21T10:00:00Z',
    spec: { parameters: answers, steps: [], output: {} },
  });
  tell(
    'get',
    'scaffolder/v2/tasks/t1/eventstream',
    () => new HttpResponse(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } }),
  );
  tell('get', 'golden-paths/runs/t1', makeReport());
  openPage(path);
  await userEvent.click(await screen.findByRole('button', { name: 'Create payments' }));
  expect(await screen.findByText('It is about to begin.')).toBeInTheDocument();
  expect(asked.filter(it => it.path === 'scaffolder/v2/tasks').map(it => it.body)).toEqual([
    { templateRef, values: answers, secrets: {} },
  ]);
  expect(sessionStorage.getItem(`greenroom.create.${templateRef}`)).toBeNull();
});

it('says why nothing was started, and keeps the answers', async () => {
  tell('post', 'golden-paths/previews', makePreview());
  refuse('post', 'scaffolder/v2/tasks', 403, 'NotAllowedError', 'Unauthorized');
  openPage(path);
  await userEvent.click(await screen.findByRole('button', { name: 'Create payments' }));
  expect(await screen.findByText('Nothing was started.')).toBeInTheDocument();
  expect(sessionStorage.getItem(`greenroom.create.${templateRef}`)).not.toBeNull();
});

it('leads to the form where a secret was typed before the page was loaded anew', async () => {
  sessionStorage.setItem(
    `greenroom.create.${templateRef}`,
    JSON.stringify({ ...answers, apiKey: '********' }),
  );
  openPage(path);
  expect(await screen.findByText('To be typed once more: apiKey')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Create payments' })).not.toBeInTheDocument();
});

it('leads to the form where nothing was answered', async () => {
  sessionStorage.clear();
  openPage(path);
  expect(await screen.findByText('There is nothing to review yet')).toBeInTheDocument();
});
