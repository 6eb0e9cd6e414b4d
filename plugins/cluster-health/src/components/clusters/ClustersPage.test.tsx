import { RowMap } from '@greenroom/plugin-portal-common';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { act, screen, within } from '@testing-library/react';
import { killed, makeCluster, makeSickCluster, makeSource } from '../../__testUtils__/clusters';
import { allTopic, openPage, tellAll } from '../../__testUtils__/openPage';

async function open() {
  const stream = openPage('/clusters');
  await screen.findByRole('heading', { level: 1, name: 'Clusters' });
  return stream;
}

const dead = makeSource('metal-1', killed);
const three = [
  makeCluster({ cluster: 'eks-staging' }),
  makeCluster({ cluster: 'metal-1', source: dead, sentence: 'Connection refused' }),
  makeSickCluster(),
];
const card = (name: string) => screen.getByRole('article', { name });

describe('all clusters', () => {
  it('says first which need somebody, then shows a card each, worst first', async () => {
    const stream = await open();
    expect(screen.getByText('Loading the clusters')).toBeInTheDocument();
    tellAll(stream, three);
    expect(
      screen.getByText('3 clusters: 1 needs you (eks-prod), metal-1 is not reachable.'),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('article').map(it => within(it).getByRole('heading').textContent)).toEqual([
      'eks-prod',
      'metal-1',
      'eks-staging',
    ]);
    expect(within(card('eks-prod')).getByRole('link', { name: 'eks-prod' })).toHaveAttribute(
      'href',
      '/clusters/eks-prod',
    );
  });

  it('has in a card what is there, what is taken, and why pods do not fit', async () => {
    const stream = await open();
    tellAll(stream, [makeSickCluster()]);
    const sick = card('eks-prod');
    expect(sick).toHaveTextContent('9 of 9 nodes are ready. 1 workload is degraded and 4 pods do not fit.');
    expect(within(sick).getByRole('meter', { name: 'CPU asked' })).toHaveAttribute(
      'aria-valuetext',
      '63.4 of 72 cores asked, 29 % used',
    );
    expect(sick).toHaveTextContent('171 of 281 GiB asked');
    expect(sick).toHaveTextContent('v1.34.4');
    expect(sick).toHaveTextContent('227 ready, 2 failing, 4 pending, 3 ended');
    expect(sick).toHaveTextContent('4 pods: 0 of 9 nodes are available: insufficient cpu');
    expect(sick).toHaveTextContent('node group general is at its maximum (9)');
  });

  it('draws nothing of a killed cluster as healthy', async () => {
    const stream = await open();
    tellAll(stream, three);
    const killedCard = card('metal-1');
    expect(within(killedCard).getByText('unknown')).toBeInTheDocument();
    expect(within(killedCard).getByText(/^unreachable since .*: connection refused$/)).toBeInTheDocument();
    expect(within(killedCard).queryByText('healthy')).not.toBeInTheDocument();
  });

  it('says what it cannot see', async () => {
    const stream = await open();
    const unseen = [{ part: 'pods', why: 'denied' as const, text: 'cannot list pods in payments' }];
    tellAll(stream, [makeCluster({ unseen, capacity: undefined })]);
    expect(card('eks-prod')).toHaveTextContent('Cannot list pods in payments');
  });

  it.each([
    ['nobody may see anything', { state: 'live', rows: RowMap.of(), sources: [] }, 'No clusters'],
    ['nothing answers', { state: 'live', rows: RowMap.of(), sources: [dead] }, 'Nothing can be said yet'],
    [
      'it is refused',
      { state: 'denied', sources: [], error: { name: 'NotAllowedError', message: 'no' } },
      'You may not see this',
    ],
  ] as const)('says so when %s', async (_, view, words) => {
    const stream = await open();
    act(() => stream.set(allTopic, { ...view, sources: [...view.sources] }));
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it('has nothing for axe to find', async () => {
    const stream = await open();
    tellAll(stream, three);
    expect(await accessibilityProblems()).toEqual([]);
  });
});
