import type { SourceReport } from '@greenroom/plugin-portal-common';
import { createSourceRegistry, type TopicChange } from '@greenroom/plugin-portal-node';
import { sourcesTopic } from './sourcesTopic';

function report(id: string, freshness: SourceReport['freshness'] = 'live'): SourceReport {
  return { id, kind: 'cluster', name: id, freshness, missingPermissions: [], parts: [] };
}

describe('the sources topic', () => {
  const open = (reports: SourceReport[]) => {
    const registry = createSourceRegistry();
    let tell = () => {};
    const watched = { times: 0, ended: 0 };
    registry.register({
      watch: () => {
        watched.times += 1;
        return () => void (watched.ended += 1);
      },
      // made anew each time, as providers do
      reports: () => structuredClone(reports),
      onChange: listener => {
        tell = listener;
        return () => {};
      },
    });
    const handle = sourcesTopic(registry).open('');
    const changes: (TopicChange | undefined)[] = [];
    handle.onChange(change => changes.push(change));
    return { handle, changes, watched, tell: () => tell() };
  };

  it('has a row for each source, and tells of those that say something else', () => {
    const reports = [report('a'), report('b'), report('c')];
    const { handle, changes, tell } = open(reports);
    expect([...handle.rows().keys()]).toEqual(['a', 'b', 'c']);
    const a = handle.rows().get('a');

    reports.splice(1, 2, report('b', 'unreachable'), report('d'));
    tell();
    expect(changes).toEqual([
      {
        upserts: new Map([
          ['b', report('b', 'unreachable')],
          ['d', report('d')],
        ]),
        removals: new Set(['c']),
      },
    ]);
    expect(handle.rows().get('a')).toBe(a);
    expect(handle.sources().map(({ id, freshness }) => [id, freshness])).toEqual([
      ['a', 'live'],
      ['b', 'unreachable'],
      ['d', 'live'],
    ]);
  });

  it('says nothing when nothing changed, nor after it was closed', () => {
    const reports = [report('a')];
    const { handle, changes, watched, tell } = open(reports);
    tell();
    expect(watched).toEqual({ times: 1, ended: 0 });
    handle.close();
    expect(watched).toEqual({ times: 1, ended: 1 });
    reports.push(report('b'));
    tell();
    expect(changes).toEqual([]);
  });

  it('has no key', () => {
    const topic = sourcesTopic(createSourceRegistry());
    expect(() => topic.parse('x')).toThrow('the sources topic has no key, got "x"');
    expect(topic.authorise('')).toMatchObject([{ permission: { name: 'portal.sources.read' } }]);
  });
});
