import { makeSeen, makeStandby } from './__testUtils__/makeSeen';
import { lagOf } from './lag';
import { bytesOfLsn } from './rows';

const MIB = 1024 ** 2;
const lsn = (bytes: number) => `0/${bytes.toString(16).toUpperCase()}`;
const behind = (bytes: number, seconds?: number) => ({
  replay_lsn: lsn(0x3005e08 - bytes),
  receive_lsn: lsn(0x3005e08 - bytes),
  seconds_since_replay: seconds,
});
const row = (replay_lag_seconds?: number) => ({
  application_name: 'standby_1',
  state: 'streaming',
  sync_state: 'async',
  replay_lag_seconds,
});

describe('lagOf', () => {
  it('is none while the primary is idle, though 73 s have passed since the last transaction', () => {
    expect(lagOf(makeStandby(), makeSeen(), row()).lag).toEqual({
      value: 0,
      unit: 's',
      source: 'positions in the WAL',
    });
  });

  it('is the time that the primary has measured', () => {
    const standby = makeStandby({ replay: behind(2 * MIB, 900) });
    expect(lagOf(standby, makeSeen(), row(1.2))).toEqual({
      lag: { value: 1.2, unit: 's', source: 'pg_stat_replication' },
      lagNote: '2.0 MiB of WAL behind',
    });
  });

  it('is what the standby says of itself when it has WAL that it has not replayed', () => {
    const replay = { ...behind(2 * MIB, 31), receive_lsn: '0/3005E08' };
    expect(lagOf(makeStandby({ replay }), makeSeen(), row()).lag).toMatchObject({ value: 31, unit: 's' });
  });

  it('is what a standby that follows nobody says of itself', () => {
    const standby = makeStandby({ replay: behind(2 * MIB, 31), receiver: undefined });
    expect(lagOf(standby, makeSeen(), undefined).lag).toMatchObject({ value: 31, unit: 's' });
  });

  it('is in bytes when nobody knows a time', () => {
    expect(lagOf(makeStandby({ replay: behind(2 * MIB, 900) }), makeSeen(), row()).lag).toEqual({
      value: 2 * MIB,
      unit: 'bytes',
      source: 'positions in the WAL',
    });
  });

  it('is unknown, and not 0, when there is nothing to compare with', () => {
    expect(lagOf(makeStandby(), undefined, undefined)).toEqual({
      lag: 'unknown',
      lagNote: 'no primary answers',
    });
    expect(lagOf(makeStandby({ replay: undefined }), makeSeen(), row()).lag).toBe('unknown');
  });

  it('is none of one that was asked a moment later than its primary', () => {
    expect(lagOf(makeStandby({ replay: behind(-512) }), makeSeen(), row()).lag).toMatchObject({ value: 0 });
  });
});

describe('bytesOfLsn', () => {
  it.each([
    ['0/0', 0],
    ['0/3005E08', 0x3005e08],
    ['2C/40000000', 0x2c * 2 ** 32 + 0x40000000],
  ])('of %s', (text, bytes) => {
    expect(bytesOfLsn(text)).toBe(bytes);
  });
});
