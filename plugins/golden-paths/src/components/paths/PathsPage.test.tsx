import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { openPage } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';

portalServer();

it('shows each path with what it wires, who keeps it and the way in', async () => {
  openPage('/create');
  const card = await screen.findByRole('article', { name: 'Blue-green service on EKS' });
  expect(screen.getByText(/^1 golden path from a name to a running service/)).toBeInTheDocument();
  const wires = within(card).getByRole('list', { name: 'What Blue-green service on EKS wires' });
  expect(
    within(wires)
      .getAllByRole('listitem')
      .map(item => item.textContent),
  ).toEqual(['repository', 'pipeline', 'blue-green rollout']);
  expect(within(card).getByRole('link', { name: 'platform' })).toHaveAttribute(
    'href',
    '/catalog/default/group/platform',
  );
  expect(
    await within(card).findByRole('link', { name: 'Start with Blue-green service on EKS' }),
  ).toHaveAttribute('href', '/create/templates/default/eks-blue-green');
  expect(await accessibilityProblems()).toEqual([]);
});

it('says that the catalog failed, not that there is nothing', async () => {
  const catalog = catalogApiMock.mock({
    queryEntities: () => Promise.reject(new TypeError('connection refused')),
  });
  openPage('/create', { catalog });
  expect(await screen.findByRole('alert')).toHaveTextContent('The golden paths could not be read');
  expect(screen.queryByText(/There is no golden path/)).not.toBeInTheDocument();
});

it('says what to do where there is none', async () => {
  openPage('/create', { catalog: catalogApiMock({ entities: [] }) });
  expect(await screen.findByText('There is no golden path that you may see')).toBeInTheDocument();
});

it('knows what is nowhere', async () => {
  openPage('/create/elsewhere');
  expect(await screen.findByText('There is no such page')).toBeInTheDocument();
});
