import { decodeProtobuf } from './decode';

/** Bytes as kubectl 1.34 sends them for `auth can-i list pods`, `create configmap`, `create deployment`. */
const field = (number: number, content: Buffer | string) => {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
};
const varint = (number: number, value: number) => Buffer.from([number << 3, value]);
const envelope = (apiVersion: string, kind: string, raw: Buffer) =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    field(1, Buffer.concat([field(1, apiVersion), field(2, kind)])),
    field(2, raw),
    field(3, ''),
    field(4, ''),
  ]);

it('reads maps and leaves empty fields out', () => {
  const entry = Buffer.concat([field(1, 'a'), field(2, 'b')]);
  const metadata = field(1, Buffer.concat([field(1, 'cm'), field(2, ''), field(3, 'default'), varint(7, 0)]));
  expect(decodeProtobuf(envelope('v1', 'ConfigMap', Buffer.concat([metadata, field(2, entry)])))).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'cm', namespace: 'default' },
    data: { a: 'b' },
  });
});

it('reads nested messages, lists and optional zeros', () => {
  const container = Buffer.concat([field(1, 'app'), field(2, 'nginx')]);
  const template = field(3, field(2, Buffer.concat([field(2, container), field(2, container)])));
  const spec = Buffer.concat([varint(1, 0), template, varint(7, 0)]);
  expect(decodeProtobuf(envelope('apps/v1', 'Deployment', field(2, spec)))).toMatchObject({
    spec: {
      replicas: 0,
      template: { spec: { containers: [{ name: 'app', image: 'nginx' }, { name: 'app' }] } },
    },
  });
  expect(decodeProtobuf(envelope('apps/v1', 'Deployment', field(2, spec)))).not.toHaveProperty('spec.paused');
});

it('keeps secrets in base64', () => {
  const entry = Buffer.concat([field(1, 'password'), field(2, 'hunter2')]);
  expect(decodeProtobuf(envelope('v1', 'Secret', field(2, entry)))).toMatchObject({
    data: { password: Buffer.from('hunter2').toString('base64') },
  });
});

it.each([
  ['no envelope', Buffer.from('{}'), 415],
  ['a kind that nobody sends so', envelope('v1', 'Node', Buffer.alloc(0)), 415],
  ['a body that is cut off', envelope('v1', 'ConfigMap', Buffer.from([0x0a, 0x7f])), 400],
])('refuses %s', (_name, body, code) => {
  expect(() => decodeProtobuf(body)).toThrow(expect.objectContaining({ code }));
});
