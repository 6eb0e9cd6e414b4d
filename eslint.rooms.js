// Who may import whom, and which line belongs in which room: one table, made into lint errors that say why.
// A package's own .eslintrc.js only names this file.
const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');

const portalCommon = '@greenroom/plugin-portal-common';
const portalNode = '@greenroom/plugin-portal-node';
const portalReact = '@greenroom/plugin-portal-react';
const clusterAccess = '@greenroom/cluster-access';
const gitAccess = '@greenroom/git-access';
const sandbox = '@greenroom/sandbox';
const goldenPathActions = '@greenroom/plugin-scaffolder-backend-module-greenroom';

/** What a room may import of the house; everything else of `@greenroom/*` is refused with `why`. */
const rooms = {
  app: {
    house: [
      portalCommon,
      portalReact,
      '@greenroom/plugin-cluster-health',
      '@greenroom/plugin-databases',
      '@greenroom/plugin-delivery',
      '@greenroom/plugin-golden-paths',
      '@greenroom/plugin-portal',
      '@greenroom/plugin-rollouts',
      '@greenroom/plugin-vault-leases',
    ],
    why: 'The app composes front ends: it knows features by their plugin and shares words through portal-common and portal-react only.',
  },
  backend: {
    house: [],
    why: 'The backend is a list of backend.add(import(...)): it imports nothing by name.',
  },
  [clusterAccess]: {
    house: [portalCommon, portalNode],
    tests: [sandbox],
    why: 'cluster-access is under every feature: it may know the words of the portal, not a feature.',
  },
  [gitAccess]: {
    house: [portalCommon],
    tests: [sandbox],
    why: 'git-access is under every feature: it may know the words of the portal, not a feature.',
  },
  [sandbox]: {
    house: [],
    why: 'The sandbox is the outside world: it must not know the portal, or it would agree with its mistakes.',
  },
  [portalCommon]: { house: [], why: 'portal-common is the floor: it knows no other room.' },
  [portalNode]: {
    house: [portalCommon],
    why: 'portal-node is shared by every feature: it knows none of them.',
  },
  [portalReact]: {
    house: [portalCommon],
    why: 'portal-react is shared by every page: it knows none of them.',
  },
  '@greenroom/plugin-portal': {
    house: [portalCommon, portalReact],
    why: 'A front end shares words through its -common, portal-common and portal-react; it reaches other features by route refs and extensions.',
  },
  '@greenroom/plugin-portal-backend': {
    house: [portalCommon, portalNode],
    why: 'The stream knows topics, not features.',
  },
  '@greenroom/plugin-auth-backend-module-greenroom': {
    house: [],
    why: 'Sign-in comes before everything else of the portal, and knows nothing of it.',
  },
  '@greenroom/plugin-permission-backend-module-greenroom': {
    house: [
      portalCommon,
      '@greenroom/plugin-cluster-health-common',
      '@greenroom/plugin-databases-common',
      '@greenroom/plugin-delivery-common',
      '@greenroom/plugin-golden-paths-common',
      '@greenroom/plugin-rollouts-common',
      '@greenroom/plugin-vault-leases-common',
    ],
    why: 'The policy knows features by the permissions of their -common only.',
  },
  [goldenPathActions]: {
    house: [portalCommon, '@greenroom/plugin-golden-paths-common', gitAccess],
    tests: [sandbox],
    why: 'An action reaches git through git-access, and asks features over HTTP as the person whose run it is.',
  },
  '@greenroom/conformance': {
    house: [
      portalCommon,
      portalNode,
      clusterAccess,
      sandbox,
      '@greenroom/plugin-cluster-health-backend',
      '@greenroom/plugin-cluster-health-common',
      '@greenroom/plugin-databases-backend',
      '@greenroom/plugin-databases-common',
      '@greenroom/plugin-rollouts-backend',
      '@greenroom/plugin-rollouts-common',
      '@greenroom/plugin-vault-leases-backend',
      '@greenroom/plugin-vault-leases-common',
    ],
    why: 'Conformance holds the cache, the readings and the sandbox against real servers: nothing else.',
  },
  '@greenroom/benchmarks': {
    house: [
      sandbox,
      clusterAccess,
      portalNode,
      '@greenroom/plugin-cluster-health-backend',
      '@greenroom/plugin-databases-backend',
      '@greenroom/plugin-databases-common',
      '@greenroom/plugin-rollouts-backend',
      '@greenroom/plugin-rollouts-common',
      '@greenroom/plugin-vault-leases-backend',
      '@greenroom/plugin-vault-leases-common',
    ],
    // The model test's generator, for the count beside the races; a cluster without a server, for what reads its cache.
    doors: ['@greenroom/plugin-rollouts-backend/testUtils', '@greenroom/cluster-access/testUtils'],
    why: 'A benchmark asks the portal over HTTP as a person would, or drives the part that its claim is about; it builds the outside world itself.',
  },
};

/** The three rooms of a feature look alike. */
for (const feature of [
  'cluster-health',
  'databases',
  'delivery',
  'golden-paths',
  'rollouts',
  'vault-leases',
]) {
  const common = `@greenroom/plugin-${feature}-common`;
  rooms[common] = {
    house: [portalCommon],
    why: 'A contract knows the shared words only; it has no other side.',
  };
  rooms[`@greenroom/plugin-${feature}-backend`] = {
    house: [common, portalCommon, clusterAccess, gitAccess, portalNode],
    // A golden path's run is tried with the actions that it is made of.
    tests: [sandbox, ...(feature === 'golden-paths' ? [goldenPathActions] : [])],
    why: 'A backend asks another feature over HTTP and never knows a front end.',
  };
  rooms[`@greenroom/plugin-${feature}`] = {
    house: [common, portalCommon, portalReact],
    why: 'A front end links to another feature by route ref or entity, and never knows a backend.',
  };
}

/** Upstream packages that only some roles may meet. */
const upstream = {
  'common-library': {
    group: [
      '@backstage/*',
      '!@backstage/catalog-model',
      '!@backstage/plugin-permission-common',
      'react',
      'node:*',
      'express',
      'knex',
    ],
    message:
      'A contract is shared by browser and server: catalog-model, permission-common and zod are all it needs.',
  },
  browser: {
    group: [
      'node:*',
      'express',
      'knex',
      'undici',
      '@kubernetes/*',
      '@aws-sdk/*',
      '@backstage/backend-*',
      '@backstage/plugin-*-node',
      '@backstage/plugin-*-backend',
    ],
    message: 'This runs in a browser: it reaches the outside through its plugin backend.',
  },
  server: {
    group: [
      'react',
      'react-dom',
      '@backstage/core-*',
      '@backstage/frontend-*',
      '@backstage/ui',
      '@backstage/plugin-*-react',
    ],
    message: 'This runs on the server: it has no page.',
  },
};
const side = {
  'common-library': 'common-library',
  frontend: 'browser',
  'frontend-plugin': 'browser',
  'web-library': 'browser',
};

/** `only` are gitignore-like patterns of files, relative to the package, where a thing may appear. */
const strangers = [
  {
    imports: ['express', 'express-promise-router'],
    only: { '@greenroom/plugin-portal-node': ['src/router/**'] },
    message:
      'express is met in portal-node only: declare routes with declareRoute, so that none is without a permission.',
  },
  {
    imports: ['knex'],
    only: {
      '*': ['src/**/Database*Store.ts', 'migrations/**'],
      [portalNode]: ['src/interest/**', 'src/ledger/**', 'src/migrations/**'],
      '@greenroom/benchmarks': ['src/**'],
    },
    message: 'SQL lives in Database*Store.ts and migrations.',
  },
  {
    imports: ['undici'],
    only: {
      '@greenroom/cluster-access': ['src/**'],
      '@greenroom/plugin-vault-leases-backend': ['src/vault/*Client.ts'],
      '@greenroom/conformance': ['src/**'],
      '@greenroom/benchmarks': ['src/**'],
    },
    message:
      'Clusters are reached through cluster-access only, and Vaults through the client of vault-leases-backend.',
  },
  {
    imports: ['@kubernetes/client-node'],
    only: {
      '@greenroom/cluster-access': ['src/**'],
      '@greenroom/conformance': ['src/**'],
      '@greenroom/benchmarks': ['src/**'],
    },
    message: 'Clusters are reached through cluster-access only.',
  },
  {
    imports: ['@aws-sdk/client-cloudwatch', '@aws-sdk/client-rds', '@aws-sdk/client-sts', 'pg'],
    only: {
      '@greenroom/plugin-databases-backend': ['src/aws/*Client.ts', 'src/postgres/*Client.ts'],
      '@greenroom/conformance': ['src/**'],
      '@greenroom/benchmarks': ['src/**'],
    },
    message: 'AWS and PostgreSQL are reached through the clients of databases-backend only.',
  },
];

const srcSyntax = [
  {
    selector: 'NewExpression[callee.name="Error"]',
    message: 'Say whose fault it is: use a class of @backstage/errors.',
  },
  {
    selector:
      'TSAsExpression[expression.type="TSAsExpression"][expression.typeAnnotation.type="TSUnknownKeyword"]',
    message: 'A cast through unknown means that a schema is missing.',
  },
];
const environment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings come from configuration; only the scripts read the environment.',
};
const clock = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Take the time as an argument or from a clock: plugin.ts passes one.',
  },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Take the time as an argument or from a clock: plugin.ts passes one.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Take chance as an argument: plugin.ts passes it.',
  },
];
const ownPlace = {
  selector: 'Identifier[name=/^__(dirname|filename)$/]',
  message:
    'A server runs as one file, which lies elsewhere: find a file by its package (require.resolve, resolvePackagePath).',
};
const useApi = {
  selector: 'CallExpression[callee.name="useApi"]',
  message: 'Components do not reach for APIs: write a hook in hooks/.',
};

const testFiles = [
  '**/*.test.*',
  '**/__testUtils__/**',
  '**/__fixtures__/**',
  'src/setupTests.*',
  'dev/**',
  'e2e/**',
];
const plainError = srcSyntax.slice(1);

module.exports = function room(dir) {
  const pkg = require(path.join(dir, 'package.json'));
  const rules = rooms[pkg.name];
  if (!rules) {
    throw new Error(
      `${pkg.name} is no room of this house: add it to eslint.rooms.js with what it may import and why`,
    );
  }
  const role = pkg.backstage.role;
  const where = side[role] ?? 'server';
  const patterns = (allowed, doors = []) => [
    { group: ['@greenroom/*', ...allowed.map(name => `!${name}`)], message: rules.why },
    {
      group: ['@greenroom/*/*', ...doors.map(door => `!${door}`)],
      message: 'Import a room by its door (its index), not through a wall.',
    },
    ...(pkg.name === 'app' ? [] : [upstream[where]]),
  ];
  const banned = file =>
    strangers.flatMap(({ imports, only, message }) => {
      const globs = [...(only[pkg.name] ?? []), ...(only['*'] ?? [])];
      return globs.some(glob => glob === file) ? [] : imports.map(name => ({ name, message }));
    });
  const exceptions = [
    ...new Set(strangers.flatMap(s => [...(s.only[pkg.name] ?? []), ...(s.only['*'] ?? [])])),
  ];
  const imports = (allowed, file) => [
    'error',
    { paths: banned(file), patterns: patterns(allowed, rules.doors) },
  ];
  const outside = pkg.name === sandbox;
  const tool = ['@greenroom/conformance', '@greenroom/benchmarks'].includes(pkg.name);
  const base = tool ? plainError : srcSyntax;

  return createConfig(dir, {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // A file begins with what it is for; its small functions and errors come after.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@backstage/no-mixed-plugin-imports': 'off',
      'no-console': outside || tool ? 'off' : 'error',
      'react/forbid-elements': 'off',
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect*', 'fc.assert', '**.expect', 'assert*', 'RuleTester.run'] },
      ],
    },
    overrides: [
      {
        files: ['src/**/*.ts', 'src/**/*.tsx'],
        excludedFiles: testFiles,
        rules: {
          'no-restricted-imports': imports(rules.house),
          'no-restricted-syntax': [
            'error',
            ...base,
            ...(tool ? [] : [environment, ownPlace, ...clock]),
            ...(where === 'browser' ? [useApi] : []),
          ],
        },
      },
      ...exceptions.map(glob => ({
        files: [glob],
        excludedFiles: testFiles,
        rules: { 'no-restricted-imports': imports(rules.house, glob) },
      })),
      {
        files: ['src/**/hooks/**', 'src/plugin.tsx'],
        excludedFiles: testFiles,
        rules: {
          'no-restricted-syntax': ['error', ...base, environment, ...(where === 'browser' ? clock : [])],
        },
      },
      {
        files: ['src/plugin.ts', 'src/**/*Clock.ts', 'src/**/clock.ts', ...(outside ? ['src/main.ts'] : [])],
        rules: { 'no-restricted-syntax': ['error', ...base, environment] },
      },
      {
        files: testFiles,
        rules: {
          'no-restricted-imports': [
            'error',
            {
              patterns: patterns(
                [...rules.house, ...(rules.tests ?? [])],
                [
                  `${portalReact}/setUpPages`,
                  ...[portalCommon, portalNode, portalReact, clusterAccess, gitAccess].map(
                    shared => `${shared}/testUtils`,
                  ),
                ],
              ),
            },
          ],
          'no-restricted-syntax': ['error', ...plainError],
        },
      },
    ],
  });
};
