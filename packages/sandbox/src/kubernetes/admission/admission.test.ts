import { configMap } from '../__testUtils__/objects';
import { TestServer } from '../__testUtils__/TestServer';

const GROUP = 'admissionregistration.k8s.io';
const POLICIES = `/apis/${GROUP}/v1/validatingadmissionpolicies`;
const maps = TestServer.path('configmaps');
const MERGE = 'application/merge-patch+json';

let api: TestServer;
beforeEach(async () => {
  api = await TestServer.start();
});
afterEach(() => api.stop());

interface Plan {
  validations?: object[];
  [field: string]: unknown;
}

function policyOf({ validations = [{ expression: 'false' }], ...spec }: Plan) {
  const resourceRules = [
    { apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] },
  ];
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'strict' },
    spec: { matchConstraints: { resourceRules }, validations, ...spec },
  };
}

/** A policy over ConfigMaps, bound. */
async function enforce(plan: Plan, binding: object = {}): Promise<void> {
  expect(await api.ask(POLICIES, { method: 'POST', body: policyOf(plan) })).toMatchObject({ status: 201 });
  const bound = {
    apiVersion: `${GROUP}/v1`,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'everywhere' },
    spec: { policyName: 'strict', validationActions: ['Deny'], ...binding },
  };
  const path = `/apis/${GROUP}/v1/validatingadmissionpolicybindings`;
  expect(await api.ask(path, { method: 'POST', body: bound })).toMatchObject({ status: 201 });
}

function create(data?: Record<string, string>) {
  return api.ask(maps, { method: 'POST', body: { ...configMap('a'), data } });
}

const by = `ValidatingAdmissionPolicy 'strict' with binding 'everywhere' denied request: `;

describe('a ValidatingAdmissionPolicy', () => {
  it.each([
    ['its message', { expression: 'false', message: 'never' }, 'never'],
    ['its expression', { expression: "object.data.a == 'x'" }, `failed expression: object.data.a == 'x'`],
    [
      'what an expression makes',
      {
        expression: 'false',
        message: 'plain',
        messageExpression:
          "'not ' + object.data.a + ' by ' + request.userInfo.username + ' ' + request.operation",
      },
      'not 1 by root CREATE',
    ],
    [
      'its message when nothing is made',
      { expression: 'false', message: 'plain', messageExpression: "' '" },
      'plain',
    ],
    [
      'what went wrong',
      { expression: 'object.data.nope == "x"' },
      `expression 'object.data.nope == "x"' resulted in error: no such key: nope`,
    ],
  ])('refuses with %s, as a real server words it', async (_what, validation, text) => {
    await enforce({ validations: [{ expression: 'true' }, validation] });
    const message = `configmaps "a" is forbidden: ${by}${text}`;
    const { status, body } = await create({ a: '1' });
    expect(status).toBe(422);
    expect(body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason: 'Invalid',
      details: { name: 'a', kind: 'configmaps', causes: [{ message: `${by}${text}` }] },
      code: 422,
    });
    expect(api.store.get({ resource: 'configmaps', namespace: 'default', name: 'a' })).toBeUndefined();
  });

  it('may give another reason', async () => {
    await enforce({ validations: [{ expression: 'false', message: 'no', reason: 'Forbidden' }] });
    expect(await create()).toMatchObject({ status: 403, body: { reason: 'Forbidden', code: 403 } });
  });

  it('compares what would be with what is, for every kind of write and dry runs too', async () => {
    api.store.create('configmaps', { ...configMap('a'), data: { kept: '1' } });
    await enforce({
      validations: [
        { expression: 'object != null && oldObject != null && object.data.kept == oldObject.data.kept' },
      ],
    });
    const one = `${maps}/a`;
    const patch = (kept: string, query = '') =>
      api.ask(`${one}${query}`, { method: 'PATCH', type: MERGE, body: { data: { kept } } });
    expect((await patch('1')).status).toBe(200);
    expect((await patch('2')).status).toBe(422);
    expect((await patch('2', '?dryRun=All')).status).toBe(422);
    const put = await api.ask(one, { method: 'PUT', body: { ...configMap('a'), data: { kept: '2' } } });
    expect(put.status).toBe(422);
    expect((await api.ask(one, { method: 'DELETE' })).status).toBe(422);
    expect((await api.ask(maps, { method: 'DELETE' })).status).toBe(422);
    expect((await create()).status).toBe(422);
  });

  it('lets pass what an expression can not tell, when it is told to', async () => {
    await enforce({ failurePolicy: 'Ignore', validations: [{ expression: 'object.data.nope == "x"' }] });
    expect((await create()).status).toBe(201);
  });

  it('is about those only for whom its conditions hold', async () => {
    const matchConditions = [
      { name: 'broken', expression: 'object.nope' + " == 'x'" },
      { name: 'others', expression: "request.userInfo.username != 'root'" },
    ];
    await enforce({ matchConditions });
    expect((await create()).status).toBe(201);
  });

  it('knows its variables, one by another', async () => {
    const variables = [
      { name: 'data', expression: 'has(object.data) ? object.data : {}' },
      { name: 'named', expression: 'has(variables.data.owner)' },
    ];
    await enforce({ variables, validations: [{ expression: 'variables.named', message: 'who owns it?' }] });
    expect((await create()).status).toBe(422);
    expect((await create({ owner: 'ada' })).status).toBe(201);
  });

  it.each([
    ['without a binding that denies', {}, { validationActions: ['Warn'] }],
    ['in other namespaces', {}, namespaced({ matchLabels: { team: 'other' } })],
    ['for other labels', {}, { matchResources: { objectSelector: { matchLabels: { app: 'x' } } } }],
    [
      'for what is left out',
      {},
      {
        matchResources: {
          excludeResourceRules: [
            { apiGroups: [''], apiVersions: ['*'], operations: ['CREATE'], resources: ['*'] },
          ],
        },
      },
    ],
  ])('says nothing %s', async (_where, plan, binding) => {
    await enforce(plan, binding);
    expect((await create()).status).toBe(201);
  });

  it('is about the namespaces that a selector finds, and ends when it is taken away', async () => {
    await enforce({}, namespaced({ matchLabels: { 'kubernetes.io/metadata.name': 'default' } }));
    expect((await create()).status).toBe(422);
    expect((await api.ask(`${POLICIES}/strict`, { method: 'DELETE' })).status).toBe(200);
    expect((await create()).status).toBe(201);
  });

  it.each([
    [
      'foo == 1',
      `compilation failed: ERROR: <input>:1:1: undeclared reference to 'foo' (in container '')\n | foo == 1\n | ^`,
    ],
    ["'text'", 'must evaluate to bool but got string'],
    ['object.metadata.name', 'must evaluate to bool but got dyn'],
    [
      'has(object)',
      'compilation failed: ERROR: <input>:1:5: invalid argument to has() macro\n | has(object)\n | ....^',
    ],
  ])('is not taken with the expression %s', async (expression, why) => {
    const { status, body } = await api.ask(POLICIES, {
      method: 'POST',
      body: policyOf({ validations: [{ expression }] }),
    });
    expect(status).toBe(422);
    const message = `Invalid value: "${expression}": ${why}`;
    const field = 'spec.validations[0].expression';
    expect(body).toMatchObject({
      message: `ValidatingAdmissionPolicy.${GROUP} "strict" is invalid: ${field}: ${message}`,
      details: { causes: [{ reason: 'FieldValueInvalid', message, field }] },
    });
  });

  it('is not taken without any validation', async () => {
    const { body } = await api.ask(POLICIES, { method: 'POST', body: policyOf({ validations: [] }) });
    const required = 'Required value: validations or auditAnnotations must contain at least one item';
    expect(body).toMatchObject({
      code: 422,
      message: `ValidatingAdmissionPolicy.${GROUP} "strict" is invalid: [spec.validations: ${required}, spec.auditAnnotations: ${required}]`,
    });
  });
});

function namespaced(namespaceSelector: object) {
  return { matchResources: { namespaceSelector } };
}
