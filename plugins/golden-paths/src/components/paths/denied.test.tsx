import { screen, within } from '@testing-library/react';
import { openPage } from '../../__testUtils__/openPage';
import { portalServer } from '../../__testUtils__/portal';

portalServer();

it('says why not to whom may not start', async () => {
  openPage('/create', { may: false });
  const card = await screen.findByRole('article', { name: 'Blue-green service on EKS' });
  expect(await within(card).findByText(/none of your groups is among those/)).toBeInTheDocument();
  expect(within(card).queryByRole('link', { name: /Start/ })).not.toBeInTheDocument();
});
