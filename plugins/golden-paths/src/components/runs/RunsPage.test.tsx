import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { openPage } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';

const { asked, tell, refuse } = portalServer();

const task = {
  id: 't1',
  status: 'failed',
  createdAt: '2026-11-21T10:00:00Z',
  spec: {
    parameters: { name: 'payments' },
    templateInfo: { entityRef: 'template:default/eks-blue-green' },
    user: { ref: 'user:default/ada' },
    steps: [],
    output: {},
  },
};

it('lists one’s own runs, and those of others when asked', async () => {
  tell('get', 'scaffolder/v2/tasks', { tasks: [task], totalTasks: 1 });
  openPage('/create/tasks');
  const table = await screen.findByRole('table', { name: 'Runs' });
  expect(screen.getByText('1 run of yours.')).toBeInTheDocument();
  expect(within(table).getByRole('link', { name: 'payments' })).toHaveAttribute('href', '/create/tasks/t1');
  expect(within(table).getByText('failed')).toBeInTheDocument();
  expect(await accessibilityProblems()).toEqual([]);
  await userEvent.click(screen.getByRole('switch', { name: 'Only mine' }));
  expect(await screen.findByText('1 run.')).toBeInTheDocument();
  expect(asked.map(it => new URLSearchParams(it.query).get('createdBy'))).toEqual(['user:default/ada', null]);
});

it('says so where there is none, and where they could not be read', async () => {
  tell('get', 'scaffolder/v2/tasks', { tasks: [], totalTasks: 0 });
  openPage('/create/tasks');
  expect(await screen.findByText('You have not started anything yet')).toBeInTheDocument();
  refuse('get', 'scaffolder/v2/tasks', 503, 'ServiceUnavailableError', 'The database is down.');
  await userEvent.click(screen.getByRole('switch', { name: 'Only mine' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The runs could not be read');
});
