import { ConfigReader } from '@backstage/config';
import { readClusters } from './config';

function read(clusters: unknown) {
  return readClusters(new ConfigReader(JSON.parse(JSON.stringify({ kubernetes: { clusters } }))));
}

describe('readClusters', () => {
  it('reads the three ways to a cluster', () => {
    const entries = [
      { name: 'a', title: 'Ana', kubeconfig: { file: 'kc', context: 'x' } },
      { name: 'b', inCluster: true },
      { name: 'c', url: 'https://c.example:6443', caFile: 'ca', tokenFile: 'token' },
      { name: 'd', url: 'https://d.example', caData: 'Y2E=', token: 'secret' },
    ];
    expect(read(entries)).toEqual(entries.map(entry => ({ name: entry.name, title: entry.title, entry })));
  });

  it('is content with none', () => {
    expect(readClusters(new ConfigReader({}))).toEqual([]);
    expect(read([])).toEqual([]);
  });

  it.each([
    ['no way', { name: 'x' }, 'x', 'kubernetes.clusters[0]: give one of kubeconfig, inCluster or url'],
    ['no name', { url: 'https://x' }, 'kubernetes.clusters[0]', 'kubernetes.clusters[0].name: '],
    [
      'a name that is no name',
      { name: 'a/b', inCluster: true },
      'kubernetes.clusters[0]',
      'use letters, digits, dots and dashes',
    ],
    ['no file', { name: 'x', kubeconfig: {} }, 'x', 'kubernetes.clusters[0].kubeconfig.file: '],
    ['an unknown field', { name: 'x', inCluster: true, colour: 'red' }, 'x', 'colour'],
    ['two ways', { name: 'x', inCluster: true, url: 'https://x' }, 'x', 'url'],
    [
      'a URL without TLS',
      { name: 'x', url: 'http://x', token: 't' },
      'x',
      'kubernetes.clusters[0].url: give the https URL of the API server',
    ],
    [
      'no token',
      { name: 'x', url: 'https://x' },
      'x',
      'kubernetes.clusters[0].tokenFile: give tokenFile, or token where no file is possible',
    ],
    [
      'two authorities',
      { name: 'x', url: 'https://x', token: 't', caFile: 'a', caData: 'b' },
      'x',
      'kubernetes.clusters[0].caData: give caFile or caData, not both',
    ],
    ['text', 'x', 'kubernetes.clusters[0]', 'kubernetes.clusters[0]: '],
  ])('says what is wrong with an entry that has %s, and stops no other', (_, entry, name, problem) => {
    const [wrong, right] = read([entry, { name: 'right', inCluster: true }]);
    expect(wrong).toEqual({ name, title: undefined, problem: expect.stringContaining(problem) });
    expect(right).toMatchObject({ entry: { name: 'right' } });
  });

  it('gives the second of one name its place for a name', () => {
    const [, second] = read([
      { name: 'x', inCluster: true },
      { name: 'x', inCluster: true },
    ]);
    expect(second).toEqual({
      name: 'kubernetes.clusters[1]',
      problem: 'kubernetes.clusters[1].name: there is another cluster of the name x',
    });
  });

  it('says that clusters are a list', () => {
    expect(read({ prod: {} })).toEqual([
      {
        name: 'kubernetes.clusters',
        problem: 'kubernetes.clusters: give a list of clusters, each with a name',
      },
    ]);
  });
});
