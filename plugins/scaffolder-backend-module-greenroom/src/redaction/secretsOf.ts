import type { Config } from '@backstage/config';

/** Keys of `integrations` that hold a secret, whatever the host is. */
const secretKey = /password|token|secret|privatekey|signingkey/i;

/** Every secret of the configured git hosts. */
export function secretsOf(config: Config): string[] {
  const integrations = config.getOptional('integrations');
  return integrations === undefined ? [] : found(integrations);
}

function found(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    return secretKey.test(key) ? [value] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => found(item, key));
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, item]) => found(item, name))
    : [];
}
