import { type ClusterHands } from './ClusterHands';
import { type ClusterPlan, manifestsOf } from './manifests';
import { platformManifests } from './platform';
import { services, serviceNamed } from './services';

/** Passes that many seconds of sandbox time at once. */
export type Pass = (seconds: number) => void;

/**
 * Yesterday, in a moment: everything is installed, on production a version has come and gone, and when the day begins
 * some previews wait there, one crashes and one still starts. No more than that: somebody waits for it at each start.
 */
export function playYesterday(clusters: ClusterHands[], plans: readonly ClusterPlan[], pass: Pass): void {
  for (const hands of clusters) install(hands, plans);
  pass(40);
  const [production] = clusters;
  if (!production) return;
  for (const service of services) production.push(service, 'good');
  pass(90);
  for (const service of services) if (service.kind === 'rollout') production.promote(service);
  pass(130);
  beginDay(production, pass);
}

function install(hands: ClusterHands, plans: readonly ClusterPlan[]) {
  const plan = plans.find(({ name }) => name === hands.cluster);
  if (!plan) return;
  for (const manifest of platformManifests(plan)) hands.apply(manifest);
  if (plan.stage === 'development') return;
  for (const service of services) for (const manifest of manifestsOf(service, plan)) hands.apply(manifest);
}

function beginDay(production: ClusterHands, pass: Pass) {
  production.push(serviceNamed('recommendations'), 'crashing');
  for (const name of ['payments', 'cart', 'shipping', 'orders', 'checkout']) {
    production.push(serviceNamed(name), 'good');
    pass(12);
  }
  pass(45);
  production.push(serviceNamed('search'), 'slow');
  pass(4);
}
