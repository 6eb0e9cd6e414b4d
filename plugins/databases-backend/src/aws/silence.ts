import type { MetricName } from '@greenroom/plugin-databases-common';
import type { Finding } from '../reading/Unjudged';

/** What can not be seen of a database because CloudWatch has no current value of it. */
export function silentWords(names: readonly MetricName[]): string[] {
  return names.length > 0 ? [`CloudWatch has no current value of ${names.join(', ')}`] : [];
}

/** Every instance that runs sends its CPU: one that nothing comes from is not known to be well. */
export function unmeasured(names: readonly MetricName[]): Finding[] {
  return names.includes('cpu')
    ? [{ state: 'unknown', text: 'CloudWatch has measured nothing of its CPU lately: its load is not known' }]
    : [];
}
