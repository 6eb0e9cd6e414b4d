// Each wall of the house: an import or a line that is not allowed in a room fails the lint, with its reason.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import { root } from './terminal.mjs';

/** The messages that the lint of this room has for a file with this text. */
async function messages(room, file, text) {
  const cwd = path.join(root, room);
  const eslint = new ESLint({ cwd, errorOnUnmatchedPattern: false });
  const [result] = await eslint.lintText(text, { filePath: path.join(cwd, file) });
  return result.messages.filter(message => message.severity === 2).map(message => message.message);
}

const use = name => `import * as it from '${name}';\nexport const used = it;\n`;

const forbidden = [
  ['packages/app', 'src/x.ts', '@greenroom/plugin-rollouts-common', /The app composes front ends/],
  ['packages/app', 'src/x.ts', '@greenroom/plugin-rollouts-backend', /The app composes front ends/],
  ['packages/app', 'src/x.ts', '@greenroom/cluster-access', /The app composes front ends/],
  ['packages/backend', 'src/x.ts', '@greenroom/plugin-rollouts-backend', /imports nothing by name/],
  [
    'packages/cluster-access',
    'src/x.ts',
    '@greenroom/plugin-rollouts-common',
    /may know the words of the portal, not a feature/,
  ],
  [
    'packages/cluster-access',
    'src/x.ts',
    '@greenroom/sandbox',
    /may know the words of the portal, not a feature/,
  ],
  ['packages/git-access', 'src/x.ts', '@greenroom/plugin-delivery-common', /not a feature/],
  ['packages/git-access', 'src/x.ts', '@greenroom/sandbox', /not a feature/],
  ['packages/sandbox', 'src/x.ts', '@greenroom/git-access', /the outside world/],
  ['packages/sandbox', 'src/x.ts', '@greenroom/plugin-portal-common', /the outside world/],
  ['packages/sandbox', 'src/x.ts', '@greenroom/cluster-access', /the outside world/],
  ['plugins/portal-common', 'src/x.ts', '@greenroom/plugin-portal-node', /the floor/],
  ['plugins/portal-common', 'src/x.ts', '@backstage/backend-plugin-api', /shared by browser and server/],
  ['plugins/portal-common', 'src/x.ts', 'react', /shared by browser and server/],
  ['plugins/portal-node', 'src/x.ts', '@greenroom/plugin-rollouts-common', /knows none of them/],
  ['plugins/portal-node', 'src/x.ts', 'express', /declareRoute/],
  ['plugins/portal-react', 'src/x.ts', '@greenroom/plugin-rollouts', /knows none of them/],
  ['plugins/portal-react', 'src/x.ts', '@backstage/plugin-catalog-node', /runs in a browser/],
  ['plugins/portal', 'src/x.ts', '@greenroom/plugin-rollouts', /route refs and extensions/],
  ['plugins/portal-backend', 'src/x.ts', '@greenroom/plugin-rollouts-common', /knows topics, not features/],
  ['plugins/portal-backend', 'src/x.ts', '@greenroom/cluster-access', /knows topics, not features/],
  ['plugins/rollouts-common', 'src/x.ts', '@greenroom/plugin-rollouts-backend', /has no other side/],
  ['plugins/rollouts-common', 'src/x.ts', 'knex', /shared by browser and server/],
  ['plugins/rollouts-backend', 'src/x.ts', '@greenroom/plugin-rollouts', /never knows a front end/],
  ['plugins/rollouts-backend', 'src/x.ts', '@greenroom/plugin-portal-react', /never knows a front end/],
  ['plugins/rollouts-backend', 'src/x.ts', '@greenroom/sandbox', /never knows a front end/],
  ['plugins/rollouts-backend', 'src/x.ts', 'express', /declareRoute/],
  ['plugins/rollouts-backend', 'src/x.ts', 'knex', /Database\*Store/],
  ['plugins/rollouts-backend', 'src/x.ts', '@kubernetes/client-node', /through cluster-access only/],
  ['plugins/rollouts-backend', 'src/x.ts', 'react', /has no page/],
  ['plugins/databases-common', 'src/x.ts', '@greenroom/plugin-databases-backend', /has no other side/],
  ['plugins/rollouts-backend', 'src/x.ts', '@greenroom/plugin-portal-node/src/Topic', /by its door/],
  ['plugins/rollouts-backend', 'src/x.ts', '@greenroom/plugin-portal-node/testUtils', /by its door/],
  ['plugins/rollouts-backend', 'src/x.test.ts', '@greenroom/plugin-portal-node/src/Topic', /by its door/],
  ['plugins/portal-node', 'src/x.ts', 'knex', /Database\*Store/],
  ['plugins/rollouts', 'src/x.ts', '@greenroom/plugin-rollouts-backend', /never knows a backend/],
  ['plugins/rollouts', 'src/x.ts', '@greenroom/plugin-portal-node', /never knows a backend/],
  ['plugins/rollouts', 'src/x.ts', '@greenroom/plugin-portal-react/testUtils', /by its door/],
  ['plugins/rollouts', 'src/x.ts', 'undici', /runs in a browser|through cluster-access only/],
  [
    'plugins/auth-backend-module-greenroom',
    'src/x.ts',
    '@greenroom/plugin-portal-node',
    /knows nothing of it/,
  ],
  [
    'plugins/permission-backend-module-greenroom',
    'src/x.ts',
    '@greenroom/plugin-rollouts-backend',
    /permissions of their -common/,
  ],
  ['plugins/delivery', 'src/x.ts', '@greenroom/plugin-delivery-backend', /never knows a backend/],
  ['plugins/delivery', 'src/x.ts', '@greenroom/plugin-rollouts-common', /by route ref or entity/],
  ['plugins/delivery', 'src/x.ts', '@greenroom/git-access', /never knows a backend/],
  [
    'plugins/delivery-backend',
    'src/x.ts',
    '@greenroom/plugin-rollouts-backend',
    /asks another feature over HTTP/,
  ],
  ['plugins/delivery-backend', 'src/x.ts', '@greenroom/git-access/testUtils', /by its door/],
  ['plugins/delivery-backend', 'src/x.ts', '@greenroom/cluster-access/testUtils', /by its door/],
  ['plugins/delivery-common', 'src/x.ts', '@greenroom/plugin-rollouts-common', /has no other side/],
  [
    'plugins/cluster-health-backend',
    'src/x.ts',
    '@greenroom/plugin-rollouts-common',
    /asks another feature over HTTP/,
  ],
  ['plugins/cluster-health-backend', 'src/x.ts', '@kubernetes/client-node', /through cluster-access only/],
  ['plugins/cluster-health-common', 'src/x.ts', '@greenroom/plugin-rollouts-common', /has no other side/],
  ['plugins/cluster-health', 'src/x.ts', '@greenroom/plugin-cluster-health-backend', /never knows a backend/],
  ['plugins/cluster-health', 'src/x.ts', '@greenroom/plugin-rollouts', /by route ref or entity/],
  ['conformance', 'src/x.ts', '@greenroom/plugin-rollouts', /nothing else/],
  ['benchmarks', 'src/x.ts', '@greenroom/plugin-rollouts', /over HTTP as a person/],
];

for (const [room, file, name, reason] of forbidden) {
  test(`${room} may not import ${name}`, async () => {
    const found = await messages(room, file, use(name));
    assert.ok(
      found.some(message => reason.test(message)),
      `expected ${reason}, got: ${found.join(' | ') || 'nothing'}`,
    );
  });
}

const allowed = [
  ['plugins/rollouts-backend', 'src/x.ts', '@greenroom/cluster-access'],
  ['plugins/rollouts-backend', 'src/x.ts', '@greenroom/plugin-rollouts-common'],
  ['plugins/rollouts-backend', 'src/x.ts', '@greenroom/git-access'],
  ['plugins/delivery-backend', 'src/x.ts', '@greenroom/git-access'],
  ['plugins/rollouts-backend', 'src/x.test.ts', '@greenroom/git-access/testUtils'],
  ['plugins/rollouts-backend', 'src/x.test.ts', '@greenroom/sandbox'],
  ['plugins/rollouts-backend', 'src/x.test.ts', '@greenroom/plugin-portal-node/testUtils'],
  ['plugins/rollouts-backend', 'src/x.test.ts', '@greenroom/cluster-access/testUtils'],
  ['plugins/rollouts-common', 'src/x.test.ts', '@greenroom/plugin-portal-common/testUtils'],
  ['plugins/portal-node', 'src/ledger/x.ts', 'knex'],
  ['plugins/rollouts', 'src/x.ts', '@greenroom/plugin-portal-react'],
  ['plugins/rollouts', 'src/x.test.tsx', '@greenroom/plugin-portal-react/testUtils'],
  ['plugins/rollouts', 'src/setupTests.ts', '@greenroom/plugin-portal-react/setUpPages'],
  ['plugins/portal-node', 'src/router/x.ts', 'express'],
  ['packages/cluster-access', 'src/x.test.ts', '@greenroom/sandbox'],
];

for (const [room, file, name] of allowed) {
  test(`${room} may import ${name} in ${file}`, async () => {
    const found = await messages(room, file, use(name));
    assert.deepEqual(
      found.filter(message => message.includes(name)),
      [],
    );
  });
}

const lines = [
  [
    'plugins/rollouts-backend',
    'src/x.ts',
    "export const f = () => { throw new Error('x'); };\n",
    /whose fault/,
  ],
  [
    'plugins/rollouts-backend',
    'src/x.ts',
    'export const f = () => process.env.HOME;\n',
    /Settings come from configuration/,
  ],
  ['plugins/rollouts-backend', 'src/x.ts', 'export const f = () => Date.now();\n', /Take the time/],
  ['packages/sandbox', 'src/x.ts', 'export const f = () => __dirname;\n', /find a file by its package/],
  ['plugins/rollouts-common', 'src/x.ts', 'export const f = () => new Date();\n', /Take the time/],
  ['plugins/rollouts-common', 'src/x.ts', 'export const f = () => Math.random();\n', /Take chance/],
  ['plugins/rollouts', 'src/components/x.tsx', 'export const f = (r: never) => useApi(r);\n', /write a hook/],
  ['plugins/rollouts-backend', 'src/x.ts', 'export const f = (x: any) => x;\n', /Unexpected any/],
  [
    'plugins/rollouts-backend',
    'src/x.ts',
    'export const f = (x: string) => x as unknown as number;\n',
    /schema is missing/,
  ],
];

for (const [room, file, text, reason] of lines) {
  test(`${room} may not write ${text.trim()}`, async () => {
    const found = await messages(room, file, text);
    assert.ok(
      found.some(message => reason.test(message)),
      `expected ${reason}, got: ${found.join(' | ') || 'nothing'}`,
    );
  });
}
