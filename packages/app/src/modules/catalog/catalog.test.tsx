import type { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/core-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { DocsPage } from './components/DocsPage';
import { ServicesPage } from './components/ServicesPage';

function makeService(name: string, owner: string, annotations: Record<string, string> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', description: `What ${name} does.`, annotations },
    spec: { type: 'service', lifecycle: 'production', owner },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  };
}

const identity = {
  getBackstageIdentity: async () => ({
    type: 'user' as const,
    userEntityRef: 'user:default/ada',
    ownershipEntityRefs: ['user:default/ada', 'group:default/storefront'],
  }),
  getProfileInfo: async () => ({}),
  getCredentials: async () => ({}),
  signOut: async () => {},
};

function open(page: ReactElement, entities: Entity[], catalog = catalogApiMock({ entities })) {
  return renderInTestApp(page, {
    apis: [
      [catalogApiRef, catalog],
      [identityApiRef, identity],
    ],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/docs/:namespace/:kind/:name': techdocsPlugin.routes.docRoot,
    },
  });
}

const checkout = makeService('checkout', 'storefront');
const orders = makeService('orders', 'fulfilment');

describe('Services', () => {
  it('lists everybody’s, and one’s own when asked', async () => {
    open(<ServicesPage />, [checkout, orders]);
    const table = await screen.findByRole('table', { name: 'Services' });
    expect(screen.getByText('2 services.')).toBeInTheDocument();
    expect(within(table).getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout',
    );
    expect(within(table).getByRole('row', { name: /orders.*fulfilment/ })).toBeVisible();

    await userEvent.click(screen.getByRole('switch', { name: 'Only mine' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'orders' })).not.toBeInTheDocument());
    expect(screen.getByText('1 service of yours.')).toBeInTheDocument();
  });

  it('narrows to what somebody types, and says when nothing fits', async () => {
    open(<ServicesPage />, [checkout, orders]);
    const field = await screen.findByRole('searchbox', { name: 'Search services' });
    await userEvent.type(field, 'order');
    expect(await screen.findByText('1 service with “order”.')).toBeInTheDocument();
    await userEvent.type(field, 'zzz');
    expect(await screen.findByText('Nothing fits')).toBeInTheDocument();
  });

  it('says that the catalog failed, not that there is nothing', async () => {
    const catalog = catalogApiMock.mock({
      queryEntities: () => Promise.reject(new TypeError('connection refused')),
    });
    open(<ServicesPage />, [], catalog);
    expect(await screen.findByRole('alert')).toHaveTextContent('The catalog did not answer');
    expect(screen.getByRole('alert')).toHaveTextContent('connection refused');
    expect(screen.queryByText(/There is no service/)).not.toBeInTheDocument();
  });

  it('says what to do where there is nothing', async () => {
    open(<ServicesPage />, []);
    expect(await screen.findByText('There is no service that you may see')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Create' })).toHaveAttribute('href', '/create');
  });
});

describe('Docs', () => {
  it('lists what has documentation', async () => {
    const documented = makeService('checkout', 'storefront', { 'backstage.io/techdocs-ref': 'dir:.' });
    open(<DocsPage />, [documented, orders]);
    expect(await screen.findByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/docs/default/component/checkout',
    );
    expect(screen.getByText('One has documentation.')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'orders' })).not.toBeInTheDocument();
  });

  it('says how documentation comes here where there is none', async () => {
    open(<DocsPage />, [orders]);
    expect(await screen.findByText(/Nothing that you may see has documentation/)).toBeInTheDocument();
    expect(screen.getByText('mkdocs.yml')).toBeInTheDocument();
  });
});
