import type { Difference } from '@greenroom/plugin-rollouts-common';

const titles: Record<Difference['about'], string> = {
  image: 'Images',
  environment: 'Environment',
  config: 'Config and secret references',
  resources: 'Resources',
  probe: 'Probes',
  replicas: 'Replicas',
  other: 'Other',
};
const order: readonly Difference['about'][] = [
  'image',
  'environment',
  'config',
  'resources',
  'probe',
  'replicas',
  'other',
];

/** Differences by what they are about, in the order in which they matter to who approves; empty groups are left out. */
export function groupDifferences(
  differences: readonly Difference[],
): { title: string; items: Difference[] }[] {
  return order
    .map(about => ({ title: titles[about], items: differences.filter(item => item.about === about) }))
    .filter(({ items }) => items.length > 0);
}
