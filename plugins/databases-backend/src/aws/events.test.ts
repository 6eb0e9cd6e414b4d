import type { RdsEvent } from './answers';
import { isFailedBackup, readEvent, readFailovers } from './events';

const event = (text: string, ...categories: string[]): RdsEvent => ({
  about: 'orders',
  type: 'db-cluster',
  at: '2026-11-20T10:00:00.000Z',
  text,
  categories,
});

describe('events of RDS', () => {
  it.each([
    [event('Completed failover to DB instance: orders-2', 'failover'), 'failover'],
    [event('Finished DB Instance backup', 'backup'), 'backup'],
    [event('The backup failed', 'backup', 'failure'), 'failure'],
    [event('The free storage capacity is low', 'low storage'), 'failure'],
    [event('DB instance restarted', 'availability'), 'availability'],
    [event('Patching', 'maintenance'), 'maintenance'],
    [event('Updated parameter', 'configuration change'), 'configuration'],
    [event('DB cluster created', 'creation'), 'other'],
    [event('of no category'), 'other'],
  ])('%j is a %s', (given, kind) => {
    expect(readEvent(given, new Set()).kind).toBe(kind);
  });

  it('have an id that is the same in every answer', () => {
    const ids = ['a', 'a', 'b'].map(text => readEvent(event(text), new Set()).id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it('tell the phases of a failover, and to which instance where they name it', () => {
    const told = readFailovers([
      event('Started cross AZ failover to DB instance: orders-2', 'failover'),
      event('Completed failover to DB instance: orders-2', 'failover'),
      event('Multi-AZ instance failover started.', 'failover'),
      event('Multi-AZ instance failover completed', 'failover'),
      event('A failover is planned', 'failover'),
      event('Completed something else', 'maintenance'),
    ]);
    expect(told.map(({ phase, to }) => [phase, to])).toEqual([
      ['started', 'orders-2'],
      ['completed', 'orders-2'],
      ['started', undefined],
      ['completed', undefined],
    ]);
  });

  it.each([
    [event('Backing up DB instance', 'backup'), false],
    [event('Automatic backup of the DB instance failed', 'backup'), true],
    [event('x', 'backup', 'failure'), true],
    [event('x', 'failure'), false],
  ])('%j: a backup that failed is %s', (given, failed) => {
    expect(isFailedBackup(given)).toBe(failed);
  });
});
