import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  type DatabaseLine,
  DATABASES_ANNOTATION,
  SERVICE_DATABASES_TOPIC,
} from '@greenroom/plugin-databases-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { FakeStream } from '@greenroom/plugin-portal-react';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import { down, makeLine, makeSource } from '../../__testUtils__/databases';
import { apis, entities, mountedRoutes } from '../../__testUtils__/openPage';
import databasesPlugin from '../../plugin';
import { rootRouteRef } from '../../routes';

const topic = { type: SERVICE_DATABASES_TOPIC, key: 'component:default/catalogue' };
const full = makeLine({
  id: '4212/eu-west-1/full',
  name: 'full',
  verdict: { state: 'degraded', reasons: [{ text: '96 % of the storage is used' }] },
  sentence: '96 % of the storage is used.',
});

function open(
  extension: 'entity-content:databases/database' | 'entity-card:databases/database',
  annotation: string,
): FakeStream {
  const stream = new FakeStream();
  const [entity = {}] = entities;
  const annotations = { [DATABASES_ANNOTATION]: annotation };
  renderTestApp({
    extensions: [
      createTestEntityPage({
        entity: {
          ...entity,
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'catalogue', namespace: 'default', annotations },
        },
      }),
      databasesPlugin.getExtension(extension),
    ],
    apis: apis(stream),
    mountedRoutes: { '/databases': rootRouteRef, ...mountedRoutes },
  });
  return stream;
}

function tell(stream: FakeStream, lines: readonly DatabaseLine[], sources: Source[] = [makeSource()]) {
  act(() => stream.live(topic, Object.fromEntries(lines.map(line => [line.id, line])), sources));
}

describe('the Database tab of a service', () => {
  it('shows each database that it uses, worst first, and what it names and nobody tells of', async () => {
    const stream = open('entity-content:databases/database', 'shop-aurora, full, gone');
    await screen.findByText('Loading the databases of this service');
    tell(stream, [makeLine(), full]);
    const places = screen.getAllByRole('region', { name: /^Database / });
    expect(places.map(place => place.getAttribute('aria-label'))).toEqual([
      'Database full',
      'Database shop-aurora',
    ]);
    expect(within(places[0]!).getByRole('link', { name: 'full' })).toHaveAttribute(
      'href',
      '/databases/4212/eu-west-1/full',
    );
    expect(places[1]).toHaveTextContent('writer shop-b (eu-west-1b)');
    expect(screen.getByRole('list', { name: 'Databases that are not to be seen' })).toHaveTextContent(
      /^gone is named by the service/,
    );
    expect(await accessibilityProblems(places[0])).toEqual([]);
  });

  it('doubts what its source does not confirm', async () => {
    const stream = open('entity-content:databases/database', 'shop-aurora');
    await screen.findByText('Loading the databases of this service');
    tell(stream, [makeLine()], [makeSource(down)]);
    const place = screen.getByRole('region', { name: 'Database shop-aurora' });
    expect(within(place).getByText('unknown')).toBeInTheDocument();
    expect(within(place).queryByText('healthy')).not.toBeInTheDocument();
  });

  it('says what it names when nothing is to be seen', async () => {
    const stream = open('entity-content:databases/database', 'gone');
    await screen.findByText('Loading the databases of this service');
    tell(stream, []);
    expect(screen.getByText(/^It names gone in its/)).toBeInTheDocument();
  });
});

describe('the Database card of a service', () => {
  it('says how they are, worst first', async () => {
    const stream = open('entity-card:databases/database', 'shop-aurora');
    await screen.findByText('Loading the databases');
    tell(stream, [makeLine(), full]);
    const card = screen.getByRole('region', { name: 'Database' });
    const [worst] = within(card).getAllByRole('listitem');
    expect(worst).toHaveTextContent(/^fulldegraded96 % of the storage is used/);
    expect(await accessibilityProblems(card)).toEqual([]);
  });
});
