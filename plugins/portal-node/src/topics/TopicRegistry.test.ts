import { InputError } from '@backstage/errors';
import { createTopicRegistry } from './TopicRegistry';
import type { TopicHandle } from './Topic';

const handle: TopicHandle = {
  rows: () => new Map(),
  sources: () => [],
  onChange: () => () => {},
  close: () => {},
};

describe('topic registry', () => {
  const opened: number[] = [];
  const registry = createTopicRegistry();
  registry.register({
    name: 'numbers',
    parse: key => {
      if (!/^\d+$/.test(key)) {
        throw new InputError('key: not a number');
      }
      return Number(key);
    },
    authorise: () => [],
    open: key => {
      opened.push(key);
      return handle;
    },
  });

  it('opens a topic with the key that its type understood', () => {
    expect(registry.find({ type: 'numbers', key: '12' }).open()).toBe(handle);
    expect(opened).toEqual([12]);
  });

  it('says what is wrong with a ref', () => {
    expect(() => registry.find({ type: 'letters', key: '' })).toThrow('there is no topic of type "letters"');
    expect(() => registry.find({ type: 'numbers', key: 'x' })).toThrow('key: not a number');
  });

  it('refuses a second type of the same name', () => {
    const type = { name: 'numbers', parse: (key: string) => key, authorise: () => [], open: () => handle };
    expect(() => registry.register(type)).toThrow('two features offer a topic called numbers');
  });
});
