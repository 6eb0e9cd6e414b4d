import { createExtensionTester, renderInTestApp } from '@backstage/frontend-test-utils';
import { FakeStream } from '@greenroom/plugin-portal-react';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { screen, within } from '@testing-library/react';
import { down, makeLine, makeSource } from '../../__testUtils__/databases';
import { apis, mountedRoutes, tellAll } from '../../__testUtils__/openPage';
import databasesPlugin from '../../plugin';
import { rootRouteRef } from '../../routes';

/** For ada, whose team owns catalogue and checkout. */
async function open() {
  const stream = new FakeStream();
  const section = createExtensionTester(databasesPlugin.getExtension('home-section:databases/databases'));
  renderInTestApp(section.reactElement(), {
    apis: [...apis(stream)],
    mountedRoutes: { '/databases': rootRouteRef, ...mountedRoutes },
  });
  await screen.findByText('Loading your databases');
  return stream;
}

const calm = makeLine({ id: '4212/eu-west-1/calm', name: 'calm', lastFailover: undefined });
const sick = makeLine({
  id: '4212/eu-west-1/sick',
  name: 'sick',
  lastFailover: undefined,
  verdict: { state: 'degraded', reasons: [] },
  sentence: 'It is full.',
});
const long = makeLine({
  id: '4212/eu-west-1/long',
  name: 'long',
  lastFailover: { startedAt: '2026-11-19T08:00:00Z', endedAt: '2026-11-19T08:01:00Z' },
});
const foreign = makeLine({
  ...sick,
  id: '4212/eu-west-1/foreign',
  name: 'foreign',
  entityRefs: ['component:default/search'],
});

describe('databases of one’s own services, on Home', () => {
  it('shows those that failed over within a day or are not healthy, worst first, with the way there', async () => {
    const stream = await open();
    tellAll(stream, [makeLine(), calm, sick, long, foreign]);
    const list = await screen.findByRole('list', { name: 'Databases that need a look' });
    const [worst, moved, ...more] = within(list).getAllByRole('listitem');
    expect(more).toEqual([]);
    expect(worst).toHaveTextContent('degradedsick · eu-west-1 · It is full. Used by catalogue.');
    expect(moved).toHaveTextContent('shop-aurora failed over 2 h 41 min ago');
    expect(screen.getByText('2 of the 4 databases of your services need a look.')).toBeInTheDocument();
    expect(within(worst!).getByRole('link', { name: 'Look at the database sick' })).toHaveAttribute(
      'href',
      '/databases/4212/eu-west-1/sick',
    );
    expect(await accessibilityProblems(screen.getByRole('region', { name: 'My databases' }))).toEqual([]);
  });

  it('calls nothing healthy whose source is not live', async () => {
    const stream = await open();
    tellAll(stream, [calm], [makeSource(down)]);
    expect(await screen.findByText('unknown')).toBeInTheDocument();
    expect(screen.getByText('The only database of your services needs a look.')).toBeInTheDocument();
  });

  it('says so when all is well, and when there are none', async () => {
    const stream = await open();
    tellAll(stream, [calm, foreign]);
    expect(await screen.findByText('The only database of your services is healthy.')).toBeInTheDocument();
    tellAll(stream, [foreign]);
    expect(screen.getByText('None of your services uses a database that you may see')).toBeInTheDocument();
  });
});
