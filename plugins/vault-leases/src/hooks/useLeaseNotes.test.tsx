import { createExtensionTester, renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeStream } from '@greenroom/plugin-portal-react';
import { accessibilityProblems, NotedServices } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, waitFor } from '@testing-library/react';
import { apis, mountedRoutes, tellWatched, watchedTopic } from '../__testUtils__/openPage';
import { down, makeRole, makeSource } from '../__testUtils__/vaults';
import vaultPlugin from '../plugin';
import { rootRouteRef } from '../routes';

const services = ['checkout', 'catalogue', 'landing'].map(name => `component:default/${name}`);

async function open() {
  const stream = new FakeStream();
  const note = createExtensionTester(vaultPlugin.getExtension('service-note:vault-leases/leases'));
  renderInTestApp(<NotedServices title="Leases" teller={note.reactElement()} services={services} />, {
    apis: [...apis(stream)],
    mountedRoutes: { '/vault': rootRouteRef, ...mountedRoutes },
  });
  await waitFor(() => expect(stream.watched(watchedTopic)).toBe(true));
  return stream;
}

const rows = () => screen.getAllByRole('listitem');

describe('what is said of the leases of services', () => {
  it('tells watched ones, those that nobody watches, and those that name no role apart', async () => {
    const stream = await open();
    expect(rows()[0]).toHaveTextContent(/^Leases is being asked$/);
    tellWatched(stream, [makeRole()]);
    await waitFor(() => expect(rows()[0]).toHaveTextContent(/^Leases healthy first ends in 38 min$/));
    expect(rows()[1]).toHaveTextContent(/^Leases not watched$/);
    expect(rows()[2]).toHaveTextContent(/^Leases –none$/);
    expect(await accessibilityProblems(screen.getByRole('list'))).toEqual([]);
    tellWatched(stream, [makeRole()], [makeSource(down)]);
    expect(rows()[0]).toHaveTextContent(/^Leases unknown no node of storefront answers$/);
  });

  it('is not called nothing where it is refused', async () => {
    const stream = await open();
    const error = { name: 'NotAllowedError', message: 'You may not see leases' };
    act(() => stream.set(watchedTopic, { state: 'denied', sources: [], error }));
    await waitFor(() => expect(rows()[0]).toHaveTextContent(/^Leases not known: You may not see leases$/));
  });
});
