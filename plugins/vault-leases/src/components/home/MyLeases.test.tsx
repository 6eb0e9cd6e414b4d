import { createExtensionTester, renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeStream } from '@greenroom/plugin-portal-react';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { screen, within } from '@testing-library/react';
import { apis, mountedRoutes, tellWatched } from '../../__testUtils__/openPage';
import { down, makeRole, makeSource } from '../../__testUtils__/vaults';
import vaultPlugin from '../../plugin';
import { rootRouteRef } from '../../routes';

/** For ada, whose team owns catalogue and checkout. */
async function open() {
  const stream = new FakeStream();
  const section = createExtensionTester(vaultPlugin.getExtension('home-section:vault-leases/leases'));
  renderInTestApp(section.reactElement(), {
    apis: [...apis(stream)],
    mountedRoutes: { '/vault': rootRouteRef, ...mountedRoutes },
  });
  await screen.findByText('Loading your leases');
  return stream;
}

const ending = makeRole({
  role: 'payments',
  soonestEnd: '2026-11-22T10:09:00Z',
  verdict: { state: 'waiting', reasons: [{ text: 'A lease ends in 9 minutes, at its ceiling' }] },
});
const foreign = makeRole({ ...ending, role: 'search', entityRefs: ['component:default/search'] });

describe('one’s own leases on Home', () => {
  it('shows roles whose leases need somebody, with the way there', async () => {
    const stream = await open();
    tellWatched(stream, [makeRole(), ending, foreign]);
    const list = await screen.findByRole('list', { name: 'Roles whose leases need a look' });
    const [row, ...more] = within(list).getAllByRole('listitem');
    expect(more).toEqual([]);
    expect(row).toHaveTextContent(
      'waitingpayments · storefront/database · A lease ends in 9 minutes, at its ceiling. The soonest of those looked up ends in 9 min. Used by checkout.',
    );
    expect(screen.getByText('1 of the 2 watched roles of your services needs a look.')).toBeInTheDocument();
    expect(within(row!).getByRole('link', { name: 'Look at the role payments' })).toHaveAttribute(
      'href',
      '/vault/storefront/database/payments',
    );
    expect(await accessibilityProblems(screen.getByRole('region', { name: 'My leases' }))).toEqual([]);
  });

  it('calls nothing healthy whose Vault does not answer', async () => {
    const stream = await open();
    tellWatched(stream, [makeRole()], [makeSource(down)]);
    expect(await screen.findByText('unknown')).toBeInTheDocument();
    expect(screen.getByText('The only watched role of your services needs a look.')).toBeInTheDocument();
  });

  it('says so when all is well, and when none is watched', async () => {
    const stream = await open();
    tellWatched(stream, [makeRole(), foreign]);
    expect(
      await screen.findByText('The only watched role of your services needs nobody.'),
    ).toBeInTheDocument();
    tellWatched(stream, [foreign]);
    expect(screen.getByText('No leases of your services are watched')).toBeInTheDocument();
  });
});
