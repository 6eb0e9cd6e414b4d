import { createExtensionTester, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { FakeStream, streamApiRef } from '@greenroom/plugin-portal-react';
import { ENTITY_ROLLOUTS_TOPIC, type Rollout, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { act, screen, within } from '@testing-library/react';
import { KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR, type Source } from '@greenroom/plugin-portal-common';
import { accessibilityProblems } from '@greenroom/plugin-portal-react/testUtils';
import { liveSources } from '../../__testUtils__/openPage';
import { makeRollout, makeSource, makeWaitingRollout } from '../../__testUtils__/rollouts';
import rolloutsPlugin from '../../plugin';
import { rootRouteRef } from '../../routes';

const topic = { type: ENTITY_ROLLOUTS_TOPIC, key: 'component:default/checkout' };

function open(extension: 'entity-content:rollouts/rollout' | 'entity-card:rollouts/rollout') {
  const stream = new FakeStream();
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'checkout', annotations: { [KUBERNETES_ID]: 'checkout' } },
  };
  renderTestApp({
    extensions: [createTestEntityPage({ entity }), rolloutsPlugin.getExtension(extension)],
    apis: [[streamApiRef, stream]],
    mountedRoutes: { '/rollouts': rootRouteRef, '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
  return stream;
}

function tell(stream: FakeStream, rollouts: Rollout[], sources: Source[] = liveSources) {
  act(() =>
    stream.live(topic, Object.fromEntries(rollouts.map(rollout => [rolloutKey(rollout), rollout])), sources),
  );
}

const both = [makeRollout({ cluster: 'eks-staging' }), makeWaitingRollout()];

describe('the Rollout tab of a service', () => {
  it('shows its stage in every cluster, worst first', async () => {
    const stream = open('entity-content:rollouts/rollout');
    await screen.findByText('Loading the rollouts');
    tell(stream, both);
    const parts = screen.getAllByRole('region', { name: /^checkout on/ });
    expect(parts.map(part => part.getAttribute('aria-label'))).toEqual([
      'checkout on eks-prod',
      'checkout on eks-staging',
    ]);
    const worst = within(parts[0]!);
    expect(worst.getByRole('link', { name: 'eks-prod / shop / checkout' })).toHaveAttribute(
      'href',
      '/rollouts/eks-prod/shop/rollout/checkout',
    );
    expect(worst.getByRole('article', { name: /^In the green room: v1.8.2/ })).toBeInTheDocument();
    expect(
      within(parts[1]!).getByRole('article', { name: /^In the green room: nobody/ }),
    ).toBeInTheDocument();
  });

  it('doubts only the cluster that is not live', async () => {
    const stream = open('entity-content:rollouts/rollout');
    await screen.findByText('Loading the rollouts');
    tell(stream, both, [makeSource('eks-prod', { freshness: 'unreachable' }), makeSource('eks-staging')]);
    const [prod, staging] = screen.getAllByRole('region', { name: /^checkout on/ });
    expect(within(prod!).getByText('was waiting')).toBeInTheDocument();
    expect(within(staging!).queryByText(/^was/)).not.toBeInTheDocument();
  });

  it('says what is missing when no cluster has one', async () => {
    const stream = open('entity-content:rollouts/rollout');
    await screen.findByText('Loading the rollouts');
    tell(stream, []);
    expect(screen.getByText('No rollout of this service')).toBeInTheDocument();
  });

  it('has nothing for axe to find', async () => {
    const stream = open('entity-content:rollouts/rollout');
    await screen.findByText('Loading the rollouts');
    tell(stream, both);
    expect(await accessibilityProblems(screen.getAllByRole('region')[0])).toEqual([]);
  });
});

describe('the Rollout card of a service', () => {
  it('says what is live and what waits, in every cluster', async () => {
    const stream = open('entity-card:rollouts/rollout');
    await screen.findByText('Loading the rollouts');
    tell(stream, both);
    const [worst, other] = within(screen.getByRole('region', { name: 'Rollout' }))
      .getAllByRole('listitem', {
        name: '',
      })
      .filter(item => item.querySelector('dl'));
    expect(worst).toHaveTextContent(/^eks-prod \/ shop \/ checkoutwaitingPreview 7d9f4c .* for 12 min/);
    expect(worst).toHaveTextContent(/On stagev1.8.1.*In the green roomv1.8.2/);
    expect(other).toHaveTextContent(/^eks-staging \/ shop \/ checkouthealthy/);
    expect(await accessibilityProblems(screen.getByRole('region', { name: 'Rollout' }))).toEqual([]);
  });
});

it.each([
  [{ [KUBERNETES_ID]: 'checkout' }, true],
  [{ [KUBERNETES_LABEL_SELECTOR]: 'app=checkout' }, true],
  [{}, false],
])('is for services that say where they run: %j', (annotations, shown) => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'checkout', annotations },
  };
  const card = createExtensionTester(rolloutsPlugin.getExtension('entity-card:rollouts/rollout'));
  const tab = createExtensionTester(rolloutsPlugin.getExtension('entity-content:rollouts/rollout'));
  expect(card.get(EntityCardBlueprint.dataRefs.filterFunction)?.(entity)).toBe(shown);
  expect(tab.get(EntityContentBlueprint.dataRefs.filterFunction)?.(entity)).toBe(shown);
});
