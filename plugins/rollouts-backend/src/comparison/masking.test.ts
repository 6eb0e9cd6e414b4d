import { HIDDEN, isSecretName, shown, shownArgument } from './masking';

it.each([
  'DB_PASSWORD',
  'PGPASSWORD',
  'dbPassword',
  'STRIPE_API_KEY',
  'stripeApiKey',
  'GITHUB_TOKEN',
  'JWT_SECRET',
  'client-secret',
  'AUTH',
  'SENTRY_DSN',
  'AWS_SECRET_ACCESS_KEY',
  'registry.credentials',
])('%s may hold a secret', name => {
  expect(isSecretName(name)).toBe(true);
});

it.each(['LOG_LEVEL', 'PORT', 'AUTHOR', 'KEYBOARD', 'PASSENGERS', 'MONKEY', 'TOKENIZER_MODEL', 'SECRETARY'])(
  '%s is no name of a secret',
  name => {
    expect(isSecretName(name)).toBe(false);
  },
);

it.each([
  ['LOG_LEVEL', 'debug', 'debug'],
  ['DB_PASSWORD', 'hunter2', HIDDEN],
  ['DB_PASSWORD', '', ''],
  ['DATABASE_URL', 'postgres://shop:hunter2@db:5432/shop', `postgres://shop:(${HIDDEN})@db:5432/shop`],
  ['DATABASE_URL', 'postgres://db:5432/shop', 'postgres://db:5432/shop'],
  ['CERT', '-----BEGIN RSA PRIVATE KEY-----\nMIIE', HIDDEN],
  ['BEARER', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc', HIDDEN],
  ['ID', 'AKIAIOSFODNN7EXAMPLE', HIDDEN],
])('%s=%s is shown as %s', (name, value, text) => {
  expect(shown(name, value)).toBe(text);
});

it.each([
  ['--level=debug', '', '--level=debug'],
  ['--password=hunter2', '', `--password=${HIDDEN}`],
  ['hunter2', '--password', HIDDEN],
  ['-v', '--password', '-v'],
  ['debug', '--level', 'debug'],
  [
    'export DB_TOKEN=abc; run --api-key "x y" now',
    '',
    `export DB_TOKEN=${HIDDEN} run --api-key ${HIDDEN} now`,
  ],
])('the argument %s after %p is shown as %s', (argument, before, text) => {
  expect(shownArgument(argument, before)).toBe(text);
});
