import { z } from 'zod';
import { type KubeObject } from '../kubernetes/types';
import { asJson, reader, UnreadableObjectError } from './views';

const read = reader(
  z.object({ spec: z.object({ size: z.number().default(1), name: z.string().optional() }) }),
);

function object(spec: KubeObject['spec']): KubeObject {
  const metadata = { name: 'a', namespace: 'b', uid: '1', resourceVersion: '1', creationTimestamp: '' };
  return { apiVersion: 'v1', kind: 'Thing', metadata, spec };
}

describe('reader', () => {
  it('reads an object once', () => {
    const thing = object({ size: 2 });
    expect(read(thing)).toEqual({ spec: { size: 2 } });
    expect(read(thing)).toBe(read(thing));
  });

  it('takes null for something left out', () => {
    expect(read(object({ size: null, name: null }))).toEqual({ spec: { size: 1 } });
  });

  it('says which object it cannot read', () => {
    expect(() => read(object({ size: 'large' }))).toThrow(UnreadableObjectError);
    expect(() => read(object({ size: 'large' }))).toThrow(/^Thing b\/a: .*expected number/);
  });
});

it('asJson leaves out what is undefined, at any depth', () => {
  expect(asJson({ a: undefined, b: [{ c: undefined, d: null }], e: { f: undefined } })).toEqual({
    b: [{ d: null }],
    e: {},
  });
});
