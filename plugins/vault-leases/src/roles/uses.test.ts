import {
  CONVENTIONAL_VAULT_ROLES_ANNOTATION,
  VAULT_ROLES_ANNOTATION,
} from '@greenroom/plugin-vault-leases-common';
import { usesRoles } from './uses';

it.each([
  [undefined, false],
  [{}, false],
  [{ [VAULT_ROLES_ANNOTATION]: ' , checkout' }, false],
  [{ [VAULT_ROLES_ANNOTATION]: 'storefront/database/checkout' }, true],
  [{ [CONVENTIONAL_VAULT_ROLES_ANNOTATION]: 'storefront/database/checkout-app' }, true],
])('a service with annotations %j: %p', (annotations, uses) => {
  expect(usesRoles({ metadata: { name: 'checkout', annotations } })).toBe(uses);
});
