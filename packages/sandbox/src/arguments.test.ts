import { readArguments } from './arguments';
import { portsFrom } from './ports';
import { readWorld } from './scenario/world';

it('has sensible values for everything but the state directory', () => {
  expect(readArguments(['--state', '/tmp/x'])).toEqual({
    state: '/tmp/x',
    world: 'stacks',
    seed: 1,
    speed: 1,
    ports: 7010,
    portal: 'http://localhost:7007',
  });
});

it.each([
  [[], '--state: '],
  [['--state', 'x', '--speed', 'fast'], '--speed: '],
  [['--state', 'x', '--speed', '1000'], '--speed: '],
  [['--state', 'x', '--ports', '-1'], '--ports'],
  [['--state', 'x', '--ports', ''], '--ports: '],
  [['--state', 'x', '--seed', '1.5'], '--seed: '],
  [['--state', 'x', '--colour', 'red'], '--colour'],
  [['--state', 'x', 'more'], 'more'],
])('%j is refused with the argument named and the usage', (args, named) => {
  expect(() => readArguments(args)).toThrow(named);
  expect(() => readArguments(args)).toThrow('Use: main.ts --state <dir>');
});

it('gives each system its port', () => {
  const { control, oidc, git, prometheus, aws, cluster } = portsFrom(7010);
  expect([control, oidc, git, prometheus, aws]).toEqual([7010, 7011, 7012, 7013, 7014]);
  expect([cluster(0), cluster(1)]).toEqual([7021, 7022]);
  expect(portsFrom(0).cluster(3)).toBe(0);
});

it('reads a world, or says what is wrong with it', () => {
  const text = '{"clusters":2,"rolloutsPerCluster":3,"eventsPerSecond":0.5}';
  expect(readWorld(text, 'fleet.json')).toEqual({ clusters: 2, rolloutsPerCluster: 3, eventsPerSecond: 0.5 });
  expect(() => readWorld('{"clusters":0}', 'fleet.json')).toThrow(/clusters: .*rolloutsPerCluster: /);
  expect(() => readWorld('{', 'fleet.json')).toThrow('fleet.json is not JSON.');
});
