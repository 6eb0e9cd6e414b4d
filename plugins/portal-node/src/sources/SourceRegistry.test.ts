import type { SourceReport } from '@greenroom/plugin-portal-common';
import { createSourceRegistry } from './SourceRegistry';

function report(id: string): SourceReport {
  return { id, kind: 'cluster', name: id, freshness: 'live', missingPermissions: [], parts: [] };
}

describe('source registry', () => {
  it('has what nobody looks at otherwise looked at while somebody watches', () => {
    const registry = createSourceRegistry();
    const end = jest.fn();
    const watch = jest.fn(() => end);
    registry.register({ reports: () => [], onChange: () => () => {}, watch });
    registry.register({ reports: () => [], onChange: () => () => {} });
    const stop = registry.watch();
    expect([watch, end].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    stop();
    expect(end).toHaveBeenCalledTimes(1);
  });

  it('gathers what all providers know, by id, and says when one of them changed', () => {
    const registry = createSourceRegistry();
    const told = jest.fn();
    const stop = registry.onChange(told);
    let change = () => {};
    const reports = [report('cluster:b')];
    registry.register({
      reports: () => reports,
      onChange: listener => {
        change = listener;
        return () => {};
      },
    });
    registry.register({ reports: () => [report('aws:a')], onChange: () => () => {} });
    expect(registry.reports().map(({ id }) => id)).toEqual(['aws:a', 'cluster:b']);
    expect(told).toHaveBeenCalledTimes(2);

    reports.push(report('cluster:a'));
    change();
    expect(told).toHaveBeenCalledTimes(3);
    expect(registry.reports().map(({ id }) => id)).toEqual(['aws:a', 'cluster:a', 'cluster:b']);

    stop();
    change();
    expect(told).toHaveBeenCalledTimes(3);
  });
});
