import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { Redaction } from './Redaction';

const secret = 'tr0ub4dor&3/"ü';
const redaction = new Redaction([secret]);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('Redaction', () => {
  it.each([
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded in small letters', encodeURIComponent(secret).toLowerCase()],
    ['as a form field', new URLSearchParams({ p: secret }).toString()],
    ['JSON-escaped', JSON.stringify({ password: secret })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ password: secret }))],
    ['base64', base64(secret)],
    ['base64url', Buffer.from(secret).toString('base64url')],
    ['hexadecimal', Buffer.from(secret).toString('hex')],
    ['in a Basic header', `authorization: Basic ${base64(`greenroom:${secret}`)}`],
    ['in a Basic header of another user', base64(`ab:${secret}`)],
    ['in a Basic header of a third', base64(`abc:${secret}`)],
    ['in the middle of base64', base64(`{"user":"x","password":"${secret}","n":1}`)],
    ['URL-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['as an address has it', new URL(`http://u:${encodeURIComponent(secret)}@git.example`).href],
    ['HTML-escaped', secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ['in JSON of ASCII only', JSON.stringify(secret).replace('ü', '\\u00fc')],
    [
      'in an address',
      `fatal: unable to access 'https://greenroom:${encodeURIComponent(secret)}@git.example/a/b/'`,
    ],
  ])('takes it out %s', (_, written) => {
    const told = redaction.text(`before ${written} after`);
    expect(told).toContain('before ');
    expect(told).toContain(' after');
    expect(told).toContain('***');
    expect(leaks(told, secret)).toEqual([]);
  });

  it('takes out what carries credentials by its form, whatever they are', () => {
    const none = new Redaction([]);
    expect(none.text('https://ada:hunter2@git.example/a')).toBe('https://***@git.example/a');
    expect(none.text('https://token@git.example/a')).toBe('https://***@git.example/a');
    expect(none.text('Authorization: Bearer abc.def.ghi-jkl')).toBe('Authorization: Bearer ***');
    expect(none.text('"authorization":"Basic YWRhOmh1bnRlcjI="')).toBe('"authorization":"Basic ***"');
  });

  it('takes out addresses that are escaped themselves', () => {
    const none = new Redaction([]);
    expect(none.text(encodeURIComponent('https://ada:hunter2@git.example'))).not.toContain('hunter2');
    expect(none.text('"https:\\/\\/ada:hunter2@git.example"')).not.toContain('hunter2');
  });

  it('takes out each line of a secret that has several, and each secret of one in JSON', () => {
    const key = '-----BEGIN KEY-----\nMIIBVgIBADANBgkqhkiG9w0\nQ29uZ3JhdHVsYXRpb25zIQ\n-----END KEY-----\n';
    const told = new Redaction([key]).text(
      `${JSON.stringify({ key })} MIIBVgIBADANBgkqhkiG9w0 ${encodeURIComponent(key)} ${base64(`u:${key}`)}`,
    );
    expect(told).not.toMatch(/MIIBVg|Q29uZ3Jh|Q29uZ3|TUlJQl/);
    const credentials = JSON.stringify({
      principal: { userEntityRef: 'user:default/ada' },
      token: 'abcd.efgh.ijkl.mnop',
    });
    expect(new Redaction([credentials]).text('abcd.efgh.ijkl.mnop of user:default/ada')).toBe(
      '*** of user:default/ada',
    );
  });

  it('takes out secrets that overlap, and one that is in a form of another', () => {
    expect(new Redaction(['hunter2-and', 'and-more-of-it']).text('x hunter2-and-more-of-it x')).toBe(
      'x *** x',
    );
    expect(new Redaction(['hunter', 'hunter"2"x']).text(JSON.stringify('hunter"2"x'))).toBe('"***"');
  });

  it('takes out a piece that something cut off, and no words that are anybody’s', () => {
    const own = 'hunter2\"\\and-the-rest-of-the-storefront';
    expect(new Redaction([own]).text('no host hunter2\", no path \\and-the-re')).toBe(
      'no host ***, no path ***-re',
    );
    expect(new Redaction([own]).text('of storefront')).toBe('of storefront');
    expect(new Redaction([own, `https://git.example/${own}`]).text('https://git.example/a')).toBe(
      'https://git.example/a',
    );
  });

  it('takes out what was escaped, then encoded', () => {
    const told = new Redaction([secret]).text(
      `${encodeURIComponent(JSON.stringify(secret))} ${base64(JSON.stringify(secret))} ${base64(encodeURIComponent(secret))}`,
    );
    expect(told).not.toMatch(/tr0ub4|dHIwdWI0|RvciY/);
  });

  it('leaves everything else as it is', () => {
    const text =
      'Committed http://localhost:7012/platform/applications/commit/2b940eaaee117d92 for user:default/ada';
    expect(redaction.text(text)).toBe(text);
    expect(new Redaction(['', ' ', 'a']).text('a is too short to be a secret')).toBe(
      'a is too short to be a secret',
    );
  });

  it('finds any secret in any of these forms, wherever it stands', () => {
    const encodings: ((text: string) => string)[] = [
      text => text,
      encodeURIComponent,
      text => JSON.stringify(text),
      base64,
      text => Buffer.from(text).toString('hex'),
    ];
    fc.assert(
      fc.property(
        fc.stringMatching(/^[!-~]{12,40}$/),
        fc.stringMatching(/^[a-z]{0,6}$/),
        fc.constantFrom(...encodings),
        (own, around, encode) => {
          const told = new Redaction([own]).text(encode(`${around}${own}${around}`));
          expect(leaks(told, own)).toEqual([]);
        },
      ),
      propertyRuns(300),
    );
  });
});

/** The forms of a secret that are still there: whole, or of base64 what does not depend on what is around it. */
function leaks(told: string, own: string): string[] {
  const inner = [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(own)]).toString('base64');
    return text.slice(4, text.length - 4);
  });
  return [own, encodeURIComponent(own), JSON.stringify(own).slice(1, -1), ...inner].filter(form =>
    told.includes(form),
  );
}
