import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { FakeStream } from '@greenroom/plugin-portal-react';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import {
  CONVENTIONAL_VAULT_ROLES_ANNOTATION,
  VAULT_ROLES_ANNOTATION,
} from '@greenroom/plugin-vault-leases-common';
import { screen, within } from '@testing-library/react';
import { apis, entities, mountedRoutes, serviceTopic, tell } from '../../__testUtils__/openPage';
import {
  down,
  irrevocableLease,
  makeAtCeiling,
  makeLease,
  makeRole,
  makeSource,
  makeStatic,
} from '../../__testUtils__/vaults';
import vaultPlugin from '../../plugin';
import { rootRouteRef } from '../../routes';

function open(
  extension: 'entity-content:vault-leases/leases' | 'entity-card:vault-leases/leases',
  annotation = 'storefront/database/checkout',
  named = VAULT_ROLES_ANNOTATION,
): FakeStream {
  const stream = new FakeStream();
  const [entity = {}] = entities;
  const annotations = { [named]: annotation };
  renderTestApp({
    extensions: [
      createTestEntityPage({
        entity: {
          ...entity,
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'checkout', namespace: 'default', annotations },
        },
      }),
      vaultPlugin.getExtension(extension),
    ],
    apis: apis(stream),
    mountedRoutes: { '/vault': rootRouteRef, ...mountedRoutes },
  });
  return stream;
}

const atCeiling = makeRole({
  role: 'payments',
  verdict: { state: 'waiting', reasons: [{ text: 'A lease ends in 9 minutes, at its ceiling' }] },
});
const roles = [makeRole(), atCeiling];
const leases = [makeLease(), makeAtCeiling({ role: 'payments' })];

describe('the Leases tab of a service', () => {
  it('shows each role with its leases, worst first, and what it names and nobody tells of', async () => {
    const stream = open(
      'entity-content:vault-leases/leases',
      'storefront/database/checkout, storefront/database/payments, storefront/database/gone',
    );
    await screen.findByText('Loading the leases of this service');
    tell(stream, serviceTopic, { roles, leases, irrevocable: [irrevocableLease] });
    const places = screen.getAllByRole('region', { name: /^Vault role / });
    expect(places.map(place => place.getAttribute('aria-label'))).toEqual([
      'Vault role payments of storefront',
      'Vault role checkout of storefront',
    ]);
    const [first, second] = places;
    expect(within(first!).getByRole('list', { name: 'Leases of payments' })).toHaveTextContent(
      /^ceilingaaaaawaitingends in 9 min ceiling in 9 min/,
    );
    expect(within(second!).getByRole('list', { name: 'Irrevocable leases' })).toHaveTextContent(
      'givenupaaaaa',
    );
    expect(within(second!).getByRole('link', { name: 'storefront / database / checkout' })).toHaveAttribute(
      'href',
      '/vault/storefront/database/checkout',
    );
    expect(screen.getByRole('list', { name: 'Vault roles that are not to be seen' })).toHaveTextContent(
      /^storefront\/database\/gone is named by the service/,
    );
    expect(await accessibilityProblems(first)).toEqual([]);
  });

  it('has static roles among them', async () => {
    const stream = open('entity-content:vault-leases/leases', 'storefront/database/reporting');
    await screen.findByText('Loading the leases of this service');
    tell(stream, serviceTopic, { statics: [makeStatic()] });
    expect(screen.getByRole('region', { name: 'Vault role reporting of storefront' })).toHaveTextContent(
      'Its user reporting_ro stays and gets a new password every 1 d.',
    );
  });

  it('doubts what its Vault does not confirm', async () => {
    const stream = open('entity-content:vault-leases/leases');
    await screen.findByText('Loading the leases of this service');
    tell(stream, serviceTopic, { roles: [makeRole()], leases: [makeLease()], sources: [makeSource(down)] });
    const place = screen.getByRole('region', { name: 'Vault role checkout of storefront' });
    expect(within(place).getAllByText('unknown')).toHaveLength(2);
    expect(within(place).queryByText('healthy')).not.toBeInTheDocument();
  });

  it('says what it names when nothing is to be seen', async () => {
    const stream = open('entity-content:vault-leases/leases');
    await screen.findByText('Loading the leases of this service');
    tell(stream, serviceTopic, {});
    expect(screen.getByText(/^It names storefront\/database\/checkout in its/)).toBeInTheDocument();
  });

  it('is there for a service that only the convention names, and says why its owners see nothing of it', async () => {
    const stream = open(
      'entity-content:vault-leases/leases',
      'storefront/database/checkout-app',
      CONVENTIONAL_VAULT_ROLES_ANNOTATION,
    );
    await screen.findByText('Loading the leases of this service');
    tell(stream, serviceTopic, {});
    expect(
      screen.getByText(
        /^By its name storefront\/database\/checkout-app is its own, and you may not see that/,
      ),
    ).toBeInTheDocument();
  });
});

describe('the Leases card of a service', () => {
  it('says how they are, worst first', async () => {
    const stream = open('entity-card:vault-leases/leases');
    await screen.findByText('Loading the leases');
    tell(stream, serviceTopic, { roles, leases });
    const card = screen.getByRole('region', { name: 'Leases' });
    const [worst] = within(card).getAllByRole('listitem');
    expect(worst).toHaveTextContent(
      /^storefront \/ database \/ paymentswaitingA lease ends in 9 minutes, at its ceiling\./,
    );
    expect(worst).toHaveTextContent('Leases now3all 3 looked up');
    expect(await accessibilityProblems(card)).toEqual([]);
  });
});
