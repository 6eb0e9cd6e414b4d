import { faultOf, NotAnswered, type PostgresFault, SuperuserRefused } from './faults';

const error = (code?: string, text = 'unable to read data from "portal" at db.internal') =>
  Object.assign(new TypeError(text), code && { code });

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

  it('does not take a pgpool that refuses the login for one that fails over', () => {
    expect(faultOf(error('XX000', 'authentication failed'), 'pgpool').kind).toBe('denied');
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
