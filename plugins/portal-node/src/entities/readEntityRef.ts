import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * An entity ref in full form, of what somebody wrote.
 * @throws InputError for what is none
 */
export function readEntityRef(text: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    throw new InputError(
      `entityRef: ${JSON.stringify(text)} is no entity ref such as component:default/checkout`,
    );
  }
}
