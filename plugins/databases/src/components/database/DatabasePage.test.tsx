import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import {
  down,
  expired,
  failoverEvent,
  makeDatabase,
  makeMember,
  makeMultiAz,
  makePooled,
  makeSource,
  pools,
  throttled,
  vaultSessions,
} from '../../__testUtils__/databases';
import { openPage, tellOne, topicOf } from '../../__testUtils__/openPage';
import type { Database } from '@greenroom/plugin-databases-common';

const shop = makeDatabase();

async function open(database: Database = shop) {
  const stream = openPage(`/databases/${database.id}`);
  await screen.findByRole('heading', { level: 1 });
  return stream;
}

const drawing = () => screen.getByRole('img', { name: /writes|write\b/ });

describe('one database', () => {
  it('says how it is, then who writes, who follows and how far behind', async () => {
    const stream = await open();
    expect(screen.getByText('Loading the database')).toBeInTheDocument();
    tellOne(stream, shop);
    expect(screen.getByRole('heading', { level: 1, name: 'shop-aurora' })).toBeInTheDocument();
    expect(screen.getByText(/^Failed over from a to b at 08:12/)).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Topology · Aurora PostgreSQL 15.4 · eu-west-1' }),
    ).toBeVisible();
    expect(drawing()).toHaveAccessibleName(
      'shop-b in eu-west-1b writes, available. shop-a in eu-west-1a is reader, available, lag 14 ms. shop-c in eu-west-1c is reader, available, lag 17 ms.',
    );
  });

  it('has backups, alarms, what watching costs, and events', async () => {
    const stream = await open();
    tellOne(stream, shop, {
      events: [failoverEvent],
      alarms: [
        { name: 'cpu-high', state: 'ok', condition: 'CPUUtilization above 90 for 5 minutes' },
        {
          name: 'free-space',
          state: 'alarm',
          condition: 'FreeLocalStorage below 10 GB',
          reason: 'it is 8 GB',
        },
      ],
    });
    const panel = screen.getByRole('region', { name: 'Backups and restore window' });
    expect(panel).toHaveTextContent('automatic snapshot, complete');
    expect(panel).toHaveTextContent('$0.031 a day · 12 metrics every 60 s');
    expect(panel).toHaveTextContent('6 of 6 ok');
    expect(within(panel).getByRole('img', { name: /^It can be restored to any moment from/ })).toBeVisible();
    const [first] = within(screen.getByRole('region', { name: 'Alarms' })).getAllByRole('listitem');
    expect(first).toHaveTextContent('on free-space');
    expect(screen.getByRole('list', { name: 'Events' })).toHaveTextContent('Started cross AZ failover');
  });

  it('gives every reason when there is more than the one at the head', async () => {
    const stream = await open();
    const reasons = [{ text: 'Failing over from shop-b since 08:39 UTC' }, { text: 'A backup failed' }];
    tellOne(stream, { ...shop, verdict: { state: 'progressing', reasons } });
    expect(screen.getByRole('region', { name: /^Why ?progressing$/ })).toHaveTextContent('A backup failed');
  });

  it('moves the writer when the world does', async () => {
    const stream = await open();
    tellOne(stream, shop);
    const [b, a, c] = shop.members;
    tellOne(stream, {
      ...shop,
      sentence: 'shop-a writes now.',
      members: [
        { ...a!, role: 'writer', lag: undefined },
        makeMember({ ...b!, role: 'reader', lag: 'unknown', lagNote: 'it is starting' }),
        c!,
      ],
    });
    expect(screen.getByText('shop-a writes now.')).toBeInTheDocument();
    expect(drawing()).toHaveAccessibleName(
      /^shop-a in eu-west-1a writes.*shop-b in eu-west-1b is reader, available, lag unknown \(it is starting\)/,
    );
  });

  it('draws the standby of Multi-AZ as one that nobody can read', async () => {
    const multiAz = makeMultiAz();
    const stream = await open(multiAz);
    tellOne(stream, multiAz);
    expect(drawing()).toHaveAccessibleName(
      /ledger-standby in eu-west-1b is standby, not readable, available\./,
    );
  });

  it('shows what each pgpool believes beside what is, and who is not re-attached', async () => {
    const pooled = makePooled();
    const stream = await open(pooled);
    tellOne(stream, pooled, { pools, sessions: [vaultSessions] });
    const troubles = screen.getByRole('list', { name: 'What is wrong with the topology' });
    expect(troubles).toHaveTextContent('The pgpools do not agree on who the primary is.');
    expect(troubles).toHaveTextContent('pg-0 is up and not re-attached to pgpool.');
    expect(drawing()).toHaveAccessibleName(/pgpool-1 believes: pg-0 up, primary while it is standby/);
    expect(screen.getByRole('table', { name: 'Sessions by role' })).toHaveTextContent(
      'cataloguemade by Vault · shop32015 min',
    );
    expect(screen.getByRole('region', { name: 'Housekeeping' })).toHaveTextContent(
      '9 % of the way to wraparound',
    );
  });

  it('calls two that write what it is', async () => {
    const split = makePooled({
      members: makePooled().members.map(member => ({ ...member, role: 'primary' as const, lag: undefined })),
    });
    const stream = await open(split);
    tellOne(stream, split);
    expect(screen.getByText('Split brain: pg-0 and pg-1 both take writes.')).toBeInTheDocument();
  });

  it.each([
    ['throttled', throttled],
    ['refused', expired],
    ['away', down],
  ])('is only what it was while its source is %s', async (_, how) => {
    const stream = await open();
    tellOne(stream, shop, { sources: [makeSource(how)] });
    expect(screen.getByText(/Last known: healthy/)).toBeInTheDocument();
    expect(screen.queryByText('healthy')).not.toBeInTheDocument();
    expect(screen.getByRole('img', { name: /^Last known: shop-b/ })).toBeInTheDocument();
    expect(screen.getByText('was 6 of 6 ok')).toBeInTheDocument();
  });

  it('says how old it is what it shows of a source that does not answer', async () => {
    const stream = await open();
    tellOne(stream, shop, { sources: [makeSource({ ...down, observedAt: '2026-11-21T10:41:00Z' })] });
    expect(screen.getByText(/^Seen/)).toHaveTextContent('Seen 13 min ago.');
  });

  it('tells all as it was of one that AWS no longer knows, however live AWS is', async () => {
    const stream = await open();
    tellOne(stream, makeDatabase({ goneSince: '2026-11-21T10:54:00Z' }));
    const panel = screen.getByRole('region', { name: 'Backups and restore window' });
    expect(panel).toHaveTextContent(/was \d+ of \d+ ok/);
  });

  it('says so when it is deleted or renamed while somebody looks', async () => {
    const stream = await open();
    tellOne(stream, shop);
    act(() => stream.live(topicOf(shop.id), {}, [makeSource()]));
    expect(screen.getByText(`There is no database ${shop.id}`)).toBeInTheDocument();
    act(() =>
      stream.set(topicOf(shop.id), {
        state: 'denied',
        sources: [],
        error: { name: 'NotFoundError', message: 'shop-aurora is gone' },
      }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent('There is no such thing');
  });

  it('is refused with whom to ask', async () => {
    const stream = await open();
    act(() =>
      stream.set(topicOf(shop.id), {
        state: 'denied',
        sources: [],
        error: { name: 'NotAllowedError', message: 'no' },
      }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent('You may not see this database');
  });

  it('says what cannot be seen, and when rows cannot be read', async () => {
    const stream = await open();
    tellOne(
      stream,
      makeDatabase({ unseen: ['Alarms cannot be listed: cloudwatch:DescribeAlarms is missing'] }),
      {
        sessions: [{ ...vaultSessions, active: 0.5 }],
      },
    );
    expect(screen.getByRole('region', { name: 'What cannot be seen' })).toHaveTextContent('DescribeAlarms');
    expect(screen.getByText(/^1 row could not be read/)).toBeInTheDocument();
  });

  it('has nothing for axe to find', async () => {
    const pooled = makePooled();
    const stream = await open(pooled);
    tellOne(stream, pooled, { pools, sessions: [vaultSessions], events: [failoverEvent] });
    expect(await accessibilityProblems()).toEqual([]);
  });
});
