/** What is shown instead of a value that may be a secret. */
export const HIDDEN = 'not shown: may be a secret';

/** One of these words in a name, in any case, joined as people join words. */
const secretWords: ReadonlySet<string> = new Set([
  'auth',
  'authorization',
  'cookie',
  'cred',
  'creds',
  'credential',
  'credentials',
  'dsn',
  'key',
  'keys',
  'pass',
  'passphrase',
  'passwd',
  'password',
  'pat',
  'pin',
  'pwd',
  'salt',
  'secret',
  'secrets',
  'signature',
  'token',
  'tokens',
]);

/** Words run together, as in `PGPASSWORD`. */
const secretEnd = /(password|passwd|secret|token|apikey|accesskey|privatekey|credentials?)$/i;

/** Values that are secrets whatever they are called: private keys, JSON web tokens, keys of well-known services. */
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{8,}\.[\w-]{8,}\.|\b(AKIA|ASIA)[A-Z0-9]{16}\b|\b(gh[pousr]|glpat|xox[abprs]|hv[sbr])[-_.]\w{16,}/;

const wordBoundary = /[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/;

/** Whether something of this name may hold a secret. Rather one too many: a masked value still shows that it differs. */
export function isSecretName(name: string): boolean {
  const words = name.split(wordBoundary).map(word => word.toLowerCase());
  return words.some(word => secretWords.has(word) || secretEnd.test(word));
}

/** A literal value as it may be shown: whole, without the password of its URL, or not at all. */
export function shown(name: string, value: string): string {
  if (isSecretName(name) || secretValue.test(value)) {
    return value === '' ? '' : HIDDEN;
  }
  return value.replace(/\b([a-z][\w+.-]*:\/\/)([^\s/@:]*):[^\s/@]+@/gi, `$1$2:(${HIDDEN})@`);
}

/** A word of a command: `--password=…`, what follows `--password`, and both inside a script are hidden like a variable of that name. */
export function shownArgument(argument: string, before = ''): string {
  const hide = (whole: string, name: string, between: string) =>
    isSecretName(name) ? `${name}${between}${HIDDEN}` : whole;
  if (/^--?[\w.-]+$/.test(before) && !argument.startsWith('-') && isSecretName(before)) {
    return HIDDEN;
  }
  const quoted = `("[^"]*"|'[^']*'|\\S+)`;
  return shown('', argument)
    .replace(new RegExp(`([\\w.-]+)(=)${quoted}`, 'g'), hide)
    .replace(new RegExp(`(--?[\\w.-]+)(\\s+)(?!-)${quoted}`, 'g'), hide);
}
