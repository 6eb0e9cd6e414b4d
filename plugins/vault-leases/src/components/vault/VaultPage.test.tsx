import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPage, tell, type Told, vaultTopic } from '../../__testUtils__/openPage';
import {
  down,
  irrevocableLease,
  makeRole,
  makeSource,
  makeStatic,
  makeUnlisted,
  makeVault,
} from '../../__testUtils__/vaults';

async function open(told?: Told) {
  const stream = openPage('/vault/storefront');
  await screen.findByRole('heading', { level: 1, name: 'storefront' });
  if (told) {
    tell(stream, vaultTopic(), told);
  }
  return stream;
}

const all = { vault: makeVault(), roles: [makeRole(), makeUnlisted()], statics: [makeStatic()] };
const roles = () => screen.getByRole('grid', { name: 'Roles' });
const role = (name: string) => within(roles()).getByRole('row', { name: new RegExp(`\\b${name}\\b`) });

describe('one Vault', () => {
  it('says how it is, then its nodes, and what there is at a glance', async () => {
    const stream = await open();
    expect(screen.getByText('Loading the Vault')).toBeInTheDocument();
    tell(stream, vaultTopic(), all);
    expect(screen.getByText(/^vault-0 leads, and one more node may be lost/)).toBeInTheDocument();
    const nodes = within(screen.getByRole('table', { name: 'Nodes' }));
    expect(nodes.getByRole('row', { name: /^vault-0 / })).toHaveTextContent(
      /leadssince 2 d ago.*unsealedawskms/,
    );
    expect(nodes.getByRole('row', { name: /^vault-1 / })).toHaveTextContent(
      'followshas a vote · heard 2 s ago',
    );
    const glance = screen.getByRole('region', { name: 'At a glance' });
    expect(glance).toHaveTextContent('May lose1 node');
    expect(glance).toHaveTextContent('18 requests in the last minuteat most 10 a second, 4 at once');
    expect(screen.queryByRole('list', { name: 'Irrevocable leases' })).not.toBeInTheDocument();
  });

  it('has a row for each role, and no number where nobody listed it', async () => {
    await open(all);
    expect(role('checkout')).toHaveTextContent('3all 3 looked up');
    expect(role('checkout')).toHaveTextContent('in 38 min');
    expect(role('checkout')).toHaveTextContent('10 h 00 minat first 1 h 00 min');
    expect(role('search')).toHaveTextContent('not listedopen it to list it');
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/vault/storefront/database/checkout',
    );
  });

  it('says of how many leases a soonest end is', async () => {
    await open({ ...all, roles: [makeRole({ leases: 300, coverage: { looked: 50, of: 300 } })] });
    expect(role('checkout')).toHaveTextContent('30050 of 300 looked up');
    expect(role('checkout')).toHaveTextContent('in 38 minof the 50 looked up');
  });

  it('has static roles with their rotations, and its engines', async () => {
    const user = userEvent.setup();
    await open(all);
    await user.click(screen.getByRole('tab', { name: 'Static roles 1' }));
    expect(await screen.findByRole('grid', { name: 'Static roles' })).toHaveTextContent(
      'reporting_ro6 h 00 min agoin 18 h 00 min',
    );
    await user.click(screen.getByRole('tab', { name: 'Engines 2' }));
    const engines = within(await screen.findByRole('table', { name: 'Engines' }));
    expect(engines.getByRole('row', { name: /^database / })).toHaveTextContent('21none812');
    expect(engines.getByRole('row', { name: /^pki / })).toHaveTextContent('may not be listed');
  });

  it('shows irrevocable leases above everything else, with those that it may not show', async () => {
    await open({ ...all, vault: makeVault({ irrevocable: 3 }), irrevocable: [irrevocableLease] });
    const panel = screen.getByRole('region', { name: 'Irrevocable: Vault has given up revoking 3 leases' });
    expect(within(panel).getByRole('listitem')).toHaveTextContent(
      'irrevocable givenupaaaaa of database/checkoutthe database refuses to drop its user',
    );
    expect(panel).toHaveTextContent('2 are not listed here');
    expect(panel.compareDocumentPosition(screen.getByRole('region', { name: /^Nodes/ }))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  it('tells sealed, silent and lost nodes for what they are', async () => {
    const [leader, second, third] = makeVault().nodes;
    await open({
      vault: makeVault({
        verdict: { state: 'degraded', reasons: [{ text: 'No node leads' }, { text: 'vault-1 is sealed' }] },
        active: undefined,
        failureTolerance: 0,
        missingNodes: ['vault-9'],
        nodes: [
          { ...leader!, state: 'standby-without-active', raft: undefined },
          { ...second!, state: 'sealed', unsealing: { given: 1, needed: 3 }, raft: undefined },
          { ...third!, state: 'not-reachable', reason: 'Its port refuses us', raft: undefined },
        ],
        unseen: ['The roles of kv may not be listed: list on kv/metadata is missing'],
      }),
    });
    const nodes = within(screen.getByRole('table', { name: 'Nodes' }));
    expect(nodes.getByRole('row', { name: /^vault-1 / })).toHaveTextContent('1 of 3 keys given');
    expect(nodes.getByRole('row', { name: /^vault-2 / })).toHaveTextContent('Its port refuses usnot known');
    expect(screen.getByRole('list', { name: 'Nodes that raft misses' })).toHaveTextContent('vault-9');
    expect(screen.getByRole('region', { name: 'At a glance' })).toHaveTextContent('nobody leads');
    expect(screen.getByRole('region', { name: 'What cannot be seen' })).toHaveTextContent('kv/metadata');
    expect(screen.getByRole('region', { name: /^Why/ })).toHaveTextContent('vault-1 is sealed');
  });

  it('is only what it was while its Vault does not answer', async () => {
    await open({ ...all, sources: [makeSource(down)] });
    expect(screen.getByText(/Last known: healthy/)).toBeInTheDocument();
    expect(screen.getByText(/^Seen/)).toHaveTextContent('Seen 13 min ago.');
    expect(screen.getByRole('main')).toHaveTextContent(/^Vaultstorefrontunknown/);
    expect(within(role('checkout')).getByText('unknown')).toBeInTheDocument();
    expect(within(role('checkout')).queryByText('healthy')).not.toBeInTheDocument();
    expect(screen.getByText('was leads')).toBeInTheDocument();
  });

  it('begins with why where the server says already that it is not known', async () => {
    const reasons = [{ text: 'No node of storefront answers.' }, { text: 'last known: healthy' }];
    const vault = makeVault({ verdict: { state: 'unknown', reasons }, sentence: 'vault-0 leads.' });
    await open({ vault, sources: [makeSource(down)] });
    expect(screen.getByText('No node of storefront answers. Last known: vault-0 leads.')).toBeInTheDocument();
  });

  it('says so when nothing is known of it, and when it is refused', async () => {
    const stream = await open({});
    expect(screen.getByText('Nothing is known of storefront')).toBeInTheDocument();
    const error = { name: 'NotAllowedError', message: 'no' };
    act(() => stream.set(vaultTopic(), { state: 'denied', sources: [], error }));
    expect(screen.getByRole('alert')).toHaveTextContent('You may not see this Vault');
  });

  it('has nothing for axe to find', async () => {
    await open({ ...all, irrevocable: [irrevocableLease] });
    expect(await accessibilityProblems()).toEqual([]);
  });
});
