import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import { openPage, roleTopic, tell, type Told } from '../../__testUtils__/openPage';
import {
  down,
  irrevocableLease,
  makeAtCeiling,
  makeLease,
  makeRole,
  makeSource,
  makeStatic,
  makeUnlisted,
} from '../../__testUtils__/vaults';

const path = '/vault/storefront/database/checkout';

async function open(told?: Told, { page = 0, role = makeRole() } = {}) {
  const stream = openPage(page === 0 ? path : `${path}?page=${page + 1}`);
  await screen.findByRole('heading', { level: 1, name: 'checkout' });
  if (told) {
    tell(stream, roleTopic(role, page), told);
  }
  return stream;
}

const three = {
  roles: [makeRole()],
  leases: [
    makeLease(),
    makeAtCeiling(),
    makeLease({ fingerprint: 'ended2222222', endsAt: '2026-11-22T09:58:00Z' }),
  ],
};
const grid = () => screen.getByRole('grid', { name: 'Leases' });
const lease = (fingerprint: string) => within(grid()).getByRole('row', { name: new RegExp(fingerprint) });

describe('one role', () => {
  it('says how it is, what its sums were made from, and has a row for each lease', async () => {
    const stream = await open();
    expect(screen.getByText('Loading the role')).toBeInTheDocument();
    tell(stream, roleTopic(makeRole()), three);
    expect(screen.getByText('None of its 3 leases needs you.')).toBeInTheDocument();
    const glance = screen.getByRole('region', { name: 'Now' });
    expect(glance).toHaveTextContent('Leases now3all 3 looked uplisted 30 s ago');
    expect(glance).toHaveTextContent('Soonest endin 38 minof all of them');
    expect(glance).toHaveTextContent('Sessions12of its users');
    expect(lease('abcdefghijkl')).toHaveTextContent('issued 4 h 00 min ago');
    expect(lease('abcdefghijkl')).toHaveTextContent('ends in 38 min ceiling in 6 h 00 min');
    expect(lease('abcdefghijkl')).toHaveTextContent('yes22 min ago12of its role');
    expect(lease('ended2222222')).toHaveTextContent('ended 2 min ago');
  });

  it('says why nobody can tell how many sessions its users hold', async () => {
    const stream = await open();
    const sessionsUntold = 'shop-aurora is read from AWS, which does not tell who is connected';
    const untold = {
      roles: [makeRole({ sessionsUntold })],
      leases: [makeLease({ sessionsOfRole: undefined })],
    };
    tell(stream, roleTopic(makeRole()), untold);
    expect(screen.getByRole('region', { name: 'Now' })).toHaveTextContent(
      `Sessionsnobody can tell${sessionsUntold}`,
    );
  });

  it('says of which lease a reason is', async () => {
    const ref = 'ceilingaaaaa';
    const verdict = { state: 'waiting' as const, reasons: [{ text: 'It ends in 9 minutes', ref }] };
    await open({ ...three, roles: [makeRole({ verdict })] });
    expect(screen.getByText('Lease ceilingaaaaa: It ends in 9 minutes.')).toBeInTheDocument();
  });

  it('stands those that need somebody first', async () => {
    await open(three);
    const [first] = within(grid()).getAllByRole('rowheader');
    expect(first).toHaveTextContent('ceilingaaaaa');
    expect(lease('ceilingaaaaa')).toHaveTextContent('waitingIt ends in 9 minutes, at its ceiling');
  });

  it('has pages of fifty, and says what was not looked up', async () => {
    const many = makeRole({ leases: 300, coverage: { looked: 50, of: 300 } });
    await open({ roles: [many], leases: [makeLease()] }, { page: 1 });
    expect(screen.getByRole('heading', { name: 'Leases 51 to 100 of 300' })).toBeInTheDocument();
    expect(
      screen.getByText(/^None of the 50 leases that were looked up needs you; one of the other 250/),
    ).toBeVisible();
    const pages = within(screen.getByRole('navigation', { name: 'Pages of leases' }));
    expect(pages.getAllByRole('link').map(link => link.textContent)).toEqual(['1', '2', '3', '6']);
    expect(pages.getByRole('link', { name: 'Page 2' })).toHaveAttribute('aria-current', 'page');
    expect(pages.getByRole('link', { name: 'Page 3' })).toHaveAttribute('href', `${path}?page=3`);
  });

  it('is not called empty before it was listed', async () => {
    const unlisted = makeUnlisted({ role: 'checkout' });
    await open({ roles: [unlisted] });
    expect(screen.getByText('Looking its leases up')).toBeInTheDocument();
    expect(screen.getByText(/nobody can tell how many there are/)).toBeInTheDocument();
  });

  it('says so when it has none', async () => {
    await open({ roles: [makeRole({ leases: 0, soonestEnd: undefined, coverage: { looked: 0, of: 0 } })] });
    expect(screen.getByText('No leases')).toBeInTheDocument();
    expect(screen.getByText('It has no lease now.')).toBeInTheDocument();
  });

  it('shows those that Vault has given up, and a static role with its rotations', async () => {
    await open({
      roles: [makeRole()],
      statics: [makeStatic({ role: 'checkout' })],
      leases: [makeLease()],
      irrevocable: [irrevocableLease],
    });
    expect(screen.getByRole('list', { name: 'Irrevocable leases' })).toHaveTextContent('givenupaaaaa');
    expect(screen.getByRole('region', { name: 'Static role of the same name' })).toHaveTextContent(
      'Userreporting_roLast rotation6 h 00 min agoNext rotationin 18 h 00 minevery 1 d',
    );
  });

  it('is only what it was while its Vault does not answer', async () => {
    await open({ ...three, sources: [makeSource(down)] });
    expect(screen.getByText(/Last known: healthy/)).toBeInTheDocument();
    expect(screen.getByText(/^Seen/)).toHaveTextContent('Seen 13 min ago.');
    expect(within(lease('abcdefghijkl')).getByText('unknown')).toBeInTheDocument();
    expect(within(grid()).queryByText('healthy')).not.toBeInTheDocument();
  });

  it('reads a mount with a slash in it from the address', async () => {
    const stream = openPage('/vault/storefront/team-a%2Fdatabase/caf%C3%A9');
    await screen.findByRole('heading', { level: 1, name: 'café' });
    expect(stream.watched(roleTopic({ vault: 'storefront', mount: 'team-a/database', role: 'café' }))).toBe(
      true,
    );
  });

  it.each(['/vault/storefront/database', '/vault/storefront/database/checkout/more', '/vault/a/b/%E0%A4'])(
    'says that %s names no role',
    async address => {
      openPage(address);
      expect(await screen.findByText('This address names no role')).toBeInTheDocument();
    },
  );

  it('says so when there is no such role, and when it is refused', async () => {
    const stream = await open({});
    expect(screen.getByText('There is no role database/checkout')).toBeInTheDocument();
    const error = { name: 'NotAllowedError', message: 'no' };
    act(() => stream.set(roleTopic(makeRole()), { state: 'denied', sources: [], error }));
    expect(screen.getByRole('alert')).toHaveTextContent('You may not see this role');
  });

  it('has nothing for axe to find', async () => {
    await open({ ...three, irrevocable: [irrevocableLease] });
    expect(await accessibilityProblems()).toEqual([]);
  });
});
