import { ManualClock } from '../../clock/ManualClock';
import { Moments } from '../../clock/Moments';
import { SandboxClock } from '../../clock/SandboxClock';
import { BulkLeases } from './BulkLeases';
import { Expiration } from './Expiration';
import { RevocationFailed } from './Lease';

const second = 1_000;

function started() {
  const clock = new ManualClock();
  const moments = new Moments(clock);
  return { clock, moments, expiration: new Expiration(moments, () => 0.5) };
}

const plan = { path: 'database/creds/r', mount: 'database_1', defaultSeconds: () => 20 };

it('ends a lease, and takes back what it stands for', () => {
  const { clock, expiration } = started();
  let revoked = 0;
  const revoke = () => {
    revoked += 1;
  };
  const lease = expiration.register({ ...plan, id: 'database/creds/r/a', seconds: 20, revoke });
  clock.advance(19 * second);
  expect([expiration.ttlOf(lease), expiration.list('database/creds/r/')]).toEqual([1, ['a']]);
  clock.advance(2 * second);
  expect([revoked, expiration.size, expiration.list('database/')]).toEqual([1, 0, []]);
});

it('renews up to the ceiling and not beyond, and says so', () => {
  const { clock, expiration } = started();
  const lease = expiration.register({ ...plan, id: 'database/creds/r/a', seconds: 20, maxSeconds: 30 });
  clock.advance(12 * second);
  const text = 'TTL of "20s" exceeded the effective max_ttl of "18s"; TTL value is capped accordingly';
  expect(expiration.renew(lease, 20)).toEqual({ seconds: 18, warnings: [text] });
  clock.advance(second);
  // Less than was left shortens it.
  expect(expiration.renew(lease, 5)).toEqual({ seconds: 5, warnings: [] });
  expect(expiration.ttlOf(lease)).toBe(5);
});

it('tells times that fit each other also after a skip, so that nobody renews past the ceiling that they give', () => {
  const clock = new SandboxClock({ seed: 1 });
  const expiration = new Expiration(new Moments(clock), () => 0.5);
  const lease = expiration.register({
    ...plan,
    id: 'database/creds/r/a',
    seconds: 3_600,
    maxSeconds: 86_400,
  });
  const issued = expiration.issueOf(lease);
  expiration.renew(lease, 7_200);
  clock.advance(1_800 * second);
  expect(issued - expiration.issueOf(lease)).toBeGreaterThan(1_799 * second);
  expect(expiration.expiryOf(lease) - expiration.issueOf(lease)).toBeLessThan(7_201 * second);
  expect(expiration.issueOf(lease)).toBe(expiration.issueOf(lease));
  expect((expiration.renewalOf(lease) ?? 0) - expiration.issueOf(lease)).toBeLessThan(second);
  expiration.renew(lease, 9_000_000);
  expect(Math.abs(expiration.expiryOf(lease) - expiration.issueOf(lease) - 86_400 * second)).toBeLessThan(
    second,
  );
  clock.stop();
});

it('tries a failed revocation six times, with a negative ttl meanwhile, then never again', () => {
  const { clock, expiration } = started();
  const revoke = () => {
    throw new RevocationFailed('no route to host');
  };
  const lease = expiration.register({ ...plan, id: 'database/creds/r/a', seconds: 20, revoke });
  clock.advance(60 * second);
  expect(expiration.ttlOf(lease)).toBe(-40);
  expect(expiration.irrevocable()).toEqual([]);
  expect(() => expiration.renew(lease, 1)).toThrow('lease expired');
  clock.advance(3_600 * second);
  const why = 'failed to revoke entry: resp: (*logical.Response)(nil) err: no route to host';
  expect(lease.irrevocable).toBe(`out of retries: ${why}`);
  expect(expiration.failures).toBe(6);
  expect(() => expiration.renew(lease, 1)).toThrow(
    'lease is expired and has failed previous revocation attempts',
  );
  expect(() => expiration.revoke(lease)).toThrow(why);
  expiration.force(lease);
  expect(expiration.size).toBe(0);
});

it('ends nothing while nobody leads, and everything late afterwards', () => {
  const { clock, expiration } = started();
  expiration.register({ ...plan, id: 'database/creds/r/a', seconds: 20 });
  expiration.pause();
  clock.advance(60 * second);
  expect(expiration.size).toBe(1);
  expiration.resume();
  clock.advance(second);
  expect(expiration.size).toBe(0);
});

describe('three hundred thousand leases', () => {
  const { clock, moments, expiration } = started();
  const path = 'database/creds/many';
  const many = { path, mount: 'database_1', count: 300_000, defaultSeconds: 3_600, maxSeconds: 86_400 };
  expiration.bulk.push(new BulkLeases(many, moments, 1));
  const keys = expiration.list(`${path}/`);

  it('are told as a number, listed in order, and each found by its id', () => {
    expect([expiration.size, keys.length, new Set(keys).size]).toEqual([300_000, 300_000, 300_000]);
    expect([...keys.slice(0, 1_000)].sort()).toEqual(keys.slice(0, 1_000));
    const lease = expiration.find(`${path}/${keys[17]}`);
    expect(lease).toMatchObject({ path, isRenewable: true });
    expect(lease && expiration.ttlOf(lease)).toBeGreaterThan(0);
    expect(expiration.find(`${path}/${keys[17]?.slice(1)}x`)).toBeUndefined();
    expect(expiration.list('database/creds/')).toEqual(['many/']);
  });

  it('are looked up without a scan', () => {
    const began = performance.now();
    for (const key of keys.slice(0, 2_000)) expiration.find(`${path}/${key}`);
    expect((performance.now() - began) / 2_000).toBeLessThan(1);
  });

  it('go on with time, and one goes away when it is revoked', () => {
    const id = `${path}/${keys[3]}`;
    clock.advance(40 * 3_600 * second);
    const lease = expiration.find(id);
    expect(lease && expiration.ttlOf(lease)).toBeGreaterThan(0);
    if (lease) expiration.revoke(lease);
    expect([expiration.find(id), expiration.size]).toEqual([undefined, 299_999]);
    expect(expiration.list(`${path}/`)).not.toContain(keys[3]);
  });
});
