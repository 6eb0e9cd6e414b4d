import { identityApiRef } from '@backstage/frontend-plugin-api';
import { createExtensionTester, mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  SERVICES_TOPIC,
  type ServiceLine,
  serviceLineSchema,
  serviceRowKey,
} from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import { killed, makeServiceHealth, makeSource } from '../../__testUtils__/clusters';
import { entities, liveSources } from '../../__testUtils__/openPage';
import healthPlugin from '../../plugin';
import { rootRouteRef } from '../../routes';

const topic = { type: SERVICES_TOPIC, key: '' };

function makeLine(name: string, overrides: Partial<ServiceLine> = {}): ServiceLine {
  const health = makeServiceHealth({ entityRef: `component:default/${name}` });
  return { ...serviceLineSchema.parse({ ...health, ready: 4, desired: 6 }), ...overrides };
}

const fine = { verdict: { state: 'healthy' as const, reasons: [] }, sentence: 'All 6 pods are ready' };

/** For ada, whose team owns catalogue and checkout. */
async function open() {
  const stream = new FakeStream();
  const section = createExtensionTester(healthPlugin.getExtension('home-section:cluster-health/services'));
  renderInTestApp(section.reactElement(), {
    apis: [
      [streamApiRef, stream],
      [catalogApiRef, catalogApiMock({ entities })],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/ada',
          ownershipEntityRefs: ['user:default/ada', 'group:default/shop'],
        }),
      ],
    ],
    mountedRoutes: { '/clusters': rootRouteRef, '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
  await screen.findByText('Loading your services');
  return stream;
}

function tell(stream: FakeStream, lines: readonly ServiceLine[], sources: Source[] = liveSources) {
  const rows = Object.fromEntries(lines.map(line => [serviceRowKey(line, line.entityRef), line]));
  act(() => stream.live(topic, rows, sources));
}

const list = async () => within(await screen.findByRole('list', { name: 'My services' }));

describe('one’s own services, on Home', () => {
  it('says how they are, then a row each, worst first, and nothing of those of others', async () => {
    const stream = await open();
    tell(stream, [
      makeLine('checkout', fine),
      makeLine('catalogue', { ...fine, cluster: 'eks-staging' }),
      makeLine('catalogue'),
      makeLine('search'),
    ]);
    const [worst, other, ...more] = (await list()).getAllByRole('listitem');
    expect(screen.getByText('1 of your 2 services is degraded.')).toBeInTheDocument();
    expect(more).toEqual([]);
    expect(worst).toHaveTextContent(
      /^cataloguedegraded 2 of 6 pods of catalogue crash: .* for 23 mineks-prod \/ shop; elsewhere 1 healthy · 4\/6 ready$/,
    );
    expect(other).toHaveTextContent(/^checkouthealthy All 6 pods are ready/);
    expect(within(worst!).getByRole('link', { name: 'catalogue' })).toHaveAttribute(
      'href',
      '/catalog/default/component/catalogue/health',
    );
    expect(await accessibilityProblems(screen.getByRole('region', { name: 'My services' }))).toEqual([]);
  });

  it('does not call healthy what is on a cluster that is not live', async () => {
    const stream = await open();
    tell(stream, [makeLine('checkout', fine)], [makeSource('eks-prod', killed)]);
    expect(screen.getByText(/was 4\/6 ready$/)).toBeInTheDocument();
    expect((await list()).getByText('unknown')).toBeInTheDocument();
    expect(screen.getByText('1 of your 1 service is unknown.')).toBeInTheDocument();
  });

  it('says so when none of them runs', async () => {
    const stream = await open();
    tell(stream, [makeLine('search')]);
    expect(await screen.findByText('None of your services runs in a cluster')).toBeInTheDocument();
  });

  it('does not say that none runs while a cluster cannot be looked at', async () => {
    const stream = await open();
    tell(stream, [makeLine('search')], [makeSource('eks-prod', killed)]);
    expect(await screen.findByText('None of your services is known to run in a cluster')).toBeInTheDocument();
    expect(screen.getByText(/nobody can look now: eks-prod is not reachable/)).toBeInTheDocument();
  });
});
