import { faultOf, NotAnswered, type PostgresFault, SuperuserRefused } from './faults';

const error = (code?: string) =>
  Object.assign(
    new TypeError('password authentication failed for user "portal" at db.internal'),
    code && { code },
  );

describe('faultOf', () => {
  it.each<[string | undefined, 'postgres' | 'pgpool', PostgresFault['kind']]>([
    ['28P01', 'postgres', 'denied'],
    ['28000', 'postgres', 'denied'],
    ['3D000', 'postgres', 'denied'],
    ['42501', 'postgres', 'not allowed'],
    ['53300', 'postgres', 'busy'],
    ['57P03', 'postgres', 'busy'],
    ['57014', 'postgres', 'busy'],
    ['XX000', 'postgres', 'failed'],
    ['ECONNREFUSED', 'postgres', 'unreachable'],
    ['ENOTFOUND', 'pgpool', 'unreachable'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'postgres', 'unreachable'],
    [undefined, 'postgres', 'unreachable'],
    // Measured on pgpool 4.3.5 while it fails over: XX000 for 2.8 s, then cut off without a code.
    ['XX000', 'pgpool', 'failing over'],
    [undefined, 'pgpool', 'failing over'],
    ['57P01', 'pgpool', 'failing over'],
    ['42704', 'pgpool', 'failed'],
  ])('reads %s of %s as %s', (code, kind, expected) => {
    const fault = faultOf(error(code), kind);
    expect(fault.kind).toBe(expected);
    expect(JSON.stringify(fault)).not.toMatch(/db\.internal|"portal"/);
  });

  it('knows our own refusal', () => {
    expect(faultOf(new SuperuserRefused('x'), 'postgres').kind).toBe('superuser');
  });

  it('does not take a pgpool that hangs for one that fails over', () => {
    expect(faultOf(new NotAnswered('x'), 'pgpool')).toMatchObject({
      kind: 'unreachable',
      text: 'does not answer',
    });
  });
});
