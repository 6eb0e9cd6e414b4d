import { createExtensionTester, renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeStream } from '@greenroom/plugin-portal-react';
import { accessibilityProblems, NotedServices } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, waitFor } from '@testing-library/react';
import { down, makeLine, makeSource } from '../__testUtils__/databases';
import { allTopic, apis, mountedRoutes, tellAll } from '../__testUtils__/openPage';
import databasesPlugin from '../plugin';
import { rootRouteRef } from '../routes';

const services = ['catalogue', 'checkout'].map(name => `component:default/${name}`);

async function open() {
  const stream = new FakeStream();
  const note = createExtensionTester(databasesPlugin.getExtension('service-note:databases/database'));
  renderInTestApp(<NotedServices title="Database" teller={note.reactElement()} services={services} />, {
    apis: [...apis(stream)],
    mountedRoutes: { '/databases': rootRouteRef, ...mountedRoutes },
  });
  await waitFor(() => expect(stream.watched(allTopic)).toBe(true));
  return stream;
}

const rows = () => screen.getAllByRole('listitem');

describe('what is said of the databases of services', () => {
  it('is asked in one topic for all of them, follows it, and leads to the database', async () => {
    const stream = await open();
    expect(rows()[0]).toHaveTextContent(/^Database is being asked$/);
    tellAll(stream, [makeLine({ cpu: 34 })]);
    expect(rows()[0]).toHaveTextContent(/^Database healthy · CPU 34 % 21 % of connections$/);
    expect(rows()[1]).toHaveTextContent(/^Database –none$/);
    expect(screen.getByRole('link')).toHaveAttribute('href', '/databases/4212/eu-west-1/shop-aurora');
    expect(await accessibilityProblems(screen.getByRole('list'))).toEqual([]);
    tellAll(stream, [makeLine()], [makeSource(down)]);
    expect(rows()[0]).toHaveTextContent(/^Database unknown · 12 min eu-west-1 does not answer$/);
  });

  it('is not called nothing where it is refused', async () => {
    const stream = await open();
    const error = { name: 'NotAllowedError', message: 'You may not see databases' };
    act(() => stream.set(allTopic, { state: 'denied', sources: [], error }));
    expect(rows()[0]).toHaveTextContent(/^Database not known: You may not see databases$/);
  });
});
