import { instanceClassOf, maxConnectionsOf } from './instanceClasses';

const GIB = 1024 ** 3;

describe('instanceClassOf', () => {
  // Amazon RDS User Guide, "Hardware specifications for DB instance classes".
  it.each([
    ['db.r6g.large', 2, 16],
    ['db.r6g.xlarge', 4, 32],
    ['db.r7g.16xlarge', 64, 512],
    ['db.m6g.large', 2, 8],
    ['db.m5d.2xlarge', 8, 32],
    ['db.t4g.medium', 2, 4],
    ['db.t3.micro', 2, 1],
    ['db.r6g.medium', 1, 8],
  ])('knows %s', (name, vcpus, memory) => {
    expect(instanceClassOf(name)).toMatchObject({ vcpus, memoryBytes: memory * GIB });
  });

  // Amazon Aurora User Guide, "Temporary storage limits for Aurora PostgreSQL".
  it('knows the local storage of memory-optimised classes, and of no others', () => {
    expect(instanceClassOf('db.r6g.xlarge')?.localBytes).toBe(63 * GIB);
    expect(instanceClassOf('db.r6g.16xlarge')?.localBytes).toBe(1_008 * GIB);
    expect(instanceClassOf('db.t4g.medium')?.localBytes).toBeUndefined();
  });

  it.each(['db.serverless', 'db.q9.large', 'large', '', undefined])('does not guess %s', name => {
    expect(instanceClassOf(name)).toBeUndefined();
  });

  it('reckons connections as the default parameter group does', () => {
    expect(maxConnectionsOf({ vcpus: 2, memoryBytes: 16 * GIB })).toBeCloseTo(1_660, -1);
    expect(maxConnectionsOf({ vcpus: 64, memoryBytes: 512 * GIB })).toBe(5_000);
  });
});
