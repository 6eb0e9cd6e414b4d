import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { openPage } from '../../__testUtils__/openPage';
import { makeNames, makePreview, portalServer } from '../../__testUtils__/portal';
import { templateRef } from '../../__testUtils__/template';

const path = '/create/templates/default/eks-blue-green';
const { asked, tell, refuse } = portalServer();

const nameField = () => screen.findByRole('textbox', { name: 'Name' });
const nameOf = (query: string) => new URLSearchParams(query).get('name');
const names = () => asked.filter(it => it.path === 'golden-paths/names').map(it => nameOf(it.query));

beforeEach(() =>
  tell('get', 'golden-paths/names', ({ query }) => HttpResponse.json(makeNames(nameOf(query) ?? ''))),
);

it('shows what follows from the name as it is typed, and asks once the typing rests', async () => {
  openPage(path);
  await userEvent.type(await nameField(), 'payments');
  expect(await screen.findByText('storefront/payments-deploy')).toBeInTheDocument();
  expect(screen.getByText('payments-app')).toBeInTheDocument();
  expect(screen.getByText('free in 2 sources that were asked')).toBeInTheDocument();
  expect(names()).toEqual(['payments']);
  expect(await accessibilityProblems()).toEqual([]);
});

it('never shows an older answer after a newer one', async () => {
  let release = () => {};
  tell('get', 'golden-paths/names', async ({ query }) => {
    const name = nameOf(query) ?? '';
    if (name === 'old') {
      await new Promise<void>(resolve => {
        release = resolve;
      });
    }
    return HttpResponse.json(makeNames(name));
  });
  openPage(path);
  const field = await nameField();
  // Pasted, for a slow machine would ask about each letter.
  await userEvent.click(field);
  await userEvent.paste('old');
  await waitFor(() => expect(names()).toEqual(['old']));
  await userEvent.clear(field);
  await userEvent.paste('newer');
  expect(await screen.findByText('storefront/newer')).toBeInTheDocument();
  release();
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(screen.queryByText('storefront/old')).not.toBeInTheDocument();
});

it('tells the rule that a name breaks, and which source could not be asked', async () => {
  tell('get', 'golden-paths/names', {
    ...makeNames('checkout'),
    problems: [
      { rule: 'exists', text: 'storefront/checkout is there already.', source: 'git:localhost' },
      { rule: 'unknown', text: 'eks-dev does not answer.', source: 'cluster:eks-dev' },
    ],
    unknown: ['eks-dev does not answer.'],
  });
  openPage(path);
  await userEvent.type(await nameField(), 'checkout');
  const status = await screen.findByText('storefront/checkout is there already.');
  expect(status).toBeInTheDocument();
  expect(screen.getAllByText('eks-dev does not answer.')).toHaveLength(1);
  expect(screen.queryByText(/free in/)).not.toBeInTheDocument();
});

it('says when the name could not be checked at all, and checks again when asked', async () => {
  refuse('get', 'golden-paths/names', 503, 'ServiceUnavailableError', 'The git host is down.');
  openPage(path);
  await userEvent.type(await nameField(), 'payments');
  expect(await screen.findByText(/Not checked: The git host is down\./)).toBeInTheDocument();
  tell('get', 'golden-paths/names', makeNames('payments'));
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
  expect(await screen.findByText('storefront/payments')).toBeInTheDocument();
});

it('offers the groups one is in first', async () => {
  openPage(path);
  const owner = await screen.findByRole('combobox', { name: /Owner/ });
  await userEvent.click(owner);
  await userEvent.keyboard('{ArrowDown}');
  const options = await screen.findAllByRole('option');
  expect(options.map(option => option.textContent)).toEqual([
    expect.stringContaining('Storefront'),
    expect.stringContaining('Fulfilment'),
  ]);
});

it('names everything that is missing, beside the fields and above them, and goes nowhere', async () => {
  openPage(path);
  await userEvent.click(await screen.findByRole('button', { name: 'Review every file' }));
  const summary = await screen.findByRole('group', { name: '3 answers to look at again' });
  await waitFor(() => expect(summary).toHaveFocus());
  expect(
    within(summary)
      .getByText(/Description/)
      .closest('li'),
  ).toHaveTextContent('Description: This is needed.');
  const name = await nameField();
  expect(name).toHaveAccessibleDescription(expect.stringContaining('This is needed.'));
  await userEvent.click(within(summary).getByRole('button', { name: 'Name' }));
  expect(name).toHaveFocus();
  expect(await accessibilityProblems()).toEqual([]);
});

it.each([
  ['1st', /Small letters, digits and hyphens/],
  ['Päyments', /Small letters, digits and hyphens/],
  ['ab', /At least 3 characters/],
  ['a'.repeat(51), /At most 50 characters; these are 51/],
])('refuses %s beside the field once it was left', async (name, rule) => {
  openPage(path);
  const field = await nameField();
  await userEvent.type(field, name);
  expect(field).not.toBeInvalid();
  await userEvent.tab();
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(expect.stringMatching(rule));
});

it('keeps what was answered over a reload, and leads to the review', async () => {
  tell('post', 'golden-paths/previews', makePreview());
  sessionStorage.setItem(
    `greenroom.create.${templateRef}`,
    JSON.stringify({
      name: 'payments',
      description: 'Takes money.',
      owner: 'group:default/storefront',
      size: 'medium',
      strange: 'left out',
    }),
  );
  openPage(path);
  expect(await nameField()).toHaveValue('payments');
  expect(screen.getByRole('radio', { name: /Medium/ })).toBeChecked();
  await screen.findByText('storefront/payments');
  await userEvent.click(screen.getByRole('button', { name: 'Review every file' }));
  expect(await screen.findByRole('heading', { name: 'Review payments' })).toBeInTheDocument();
  expect(asked.find(it => it.path === 'golden-paths/previews')?.body).toEqual({
    templateRef,
    values: {
      name: 'payments',
      description: 'Takes money.',
      owner: 'group:default/storefront',
      size: 'medium',
      database: true,
    },
  });
});

it('says when the template cannot be read', async () => {
  refuse('get', 'scaffolder/v2/templates/*/parameter-schema', 404, 'NotFoundError', 'No such template.');
  openPage(path);
  expect(await screen.findByRole('alert')).toHaveTextContent('This golden path could not be read');
});
