import { RowMap } from '@greenroom/plugin-portal-common';
import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { accessibilityProblems } from '../../__testUtils__/accessible';
import { NotedList } from '../../__testUtils__/NotedServices';
import { stopDate } from '../../__testUtils__/stopDate';
import type { TopicView } from '../../api/StreamApi';
import { notesFrom, type ServiceNotes, type UseServiceNotes } from '../../notes/ServiceNote';
import { StaleContext } from '../topic/StaleContext';
import { NoteTeller } from './NoteTeller';
import { TellerBoundary } from './TellerBoundary';

beforeEach(() => stopDate('2026-11-21T10:54:00Z'));

const services = ['component:default/checkout', 'component:default/search'];

function draw(uses: Record<string, UseServiceNotes>) {
  const columns = Object.entries(uses).map(([title, useNotes]) => ({
    id: title,
    title,
    teller: (
      <TellerBoundary>
        <NoteTeller useNotes={useNotes} />
      </TellerBoundary>
    ),
  }));
  return render(
    <MemoryRouter>
      <NotedList columns={columns} services={services} />
    </MemoryRouter>,
  );
}

const says =
  (notes: ServiceNotes): UseServiceNotes =>
  () =>
    notes;
const revisions: ServiceNotes = {
  byService: new Map([
    [
      services[0] ?? '',
      {
        lines: [
          { text: 'v1.8.1', isCode: true },
          { text: 'v1.8.2 waits', state: 'waiting', since: '2026-11-21T10:42:00Z' },
        ],
        about: 'eks-prod / shop: Preview v1.8.2 waits',
        href: '/rollouts/checkout',
      },
    ],
  ]),
};
const databases: ServiceNotes = {
  byService: new Map([
    [
      services[1] ?? '',
      {
        lines: [{ text: 'healthy', state: 'healthy', beside: 'CPU 34 %' }],
        about: '',
        href: '/databases/x',
      },
    ],
  ]),
};

describe('what features say of services in a list', () => {
  it('has a cell for each feature in each row, with its title, and says where there is nothing', async () => {
    const { container } = draw({ Revision: says(revisions), Database: says(databases) });
    const [checkout, search] = screen.getAllByRole('listitem');
    expect(checkout).toHaveTextContent(/^Revision v1\.8\.1 v1\.8\.2 waits · 12 minDatabase –none$/);
    expect(search).toHaveTextContent(/^Revision –noneDatabase healthy · CPU 34 %$/);
    expect(screen.getByRole('link', { name: /^v1\.8\.1 v1\.8\.2 waits/ })).toHaveAttribute(
      'href',
      '/rollouts/checkout',
    );
    expect(await accessibilityProblems(container)).toEqual([]);
  });

  it('keeps room for what was not heard yet', () => {
    draw({ Revision: says({}) });
    for (const row of screen.getAllByRole('listitem')) {
      expect(row).toHaveTextContent(/^Revision is being asked$/);
    }
  });

  it('does not call nothing what nobody could look for', () => {
    draw({ Database: says({ ...databases, unknown: 'eu-west-1 is not reachable' }) });
    const [checkout, search] = screen.getAllByRole('listitem');
    expect(checkout).toHaveTextContent(/^Database not known: eu-west-1 is not reachable$/);
    expect(search).toHaveTextContent(/^Database healthy · CPU 34 %$/);
  });

  it('goes on without a feature that fails, and says so', () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const fails = () => {
      throw new TypeError('a mistake');
    };
    draw({ Revision: fails, Database: says(databases) });
    expect(screen.getAllByRole('listitem')[1]).toHaveTextContent(
      /^Revision not known: This part of the portal has failedDatabase healthy · CPU 34 %$/,
    );
  });

  it('calls nothing healthy that is old', () => {
    render(
      <MemoryRouter>
        <StaleContext.Provider value>
          <NotedList
            columns={[{ id: 'x', title: 'Database', teller: <NoteTeller useNotes={says(databases)} /> }]}
            services={services}
          />
        </StaleContext.Provider>
      </MemoryRouter>,
    );
    expect(screen.getAllByRole('listitem')[1]).toHaveTextContent(/^Database was healthy · CPU 34 %$/);
  });

  it('asks each feature of all services of the list at once', () => {
    const asked = jest.fn<ServiceNotes, Parameters<UseServiceNotes>>(() => revisions);
    draw({ Revision: asked });
    expect(asked.mock.calls.map(([refs]) => refs)).toContainEqual(services);
    expect(new Set(asked.mock.calls.map(([refs]) => refs)).size).toBe(1);
  });
});

describe('notes from a topic', () => {
  const view: TopicView = { state: 'connecting', sources: [] };
  const aws = { id: 'aws:1/eu-west-1', kind: 'aws' as const, freshness: 'unreachable' as const };

  it('says nothing before the first rows came', () => {
    expect(notesFrom(view, new Map())).toEqual({});
  });

  it('says of what is refused why', () => {
    const error = { name: 'NotAllowedError', message: 'You may not see databases' };
    expect(notesFrom({ ...view, state: 'denied', error }, new Map())).toEqual({
      byService: new Map(),
      unknown: 'You may not see databases',
    });
  });

  it.each([
    [undefined, '1/eu-west-1 is not reachable'],
    ['2026-11-21T10:44:00Z', undefined],
  ])('of a source that was last heard at %s it says: %s', (observedAt, unknown) => {
    const told = notesFrom(
      { state: 'live', rows: RowMap.of(), sources: [{ ...aws, ...(observedAt && { observedAt }) }] },
      new Map(),
    );
    expect(told.unknown).toBe(unknown);
  });
});
