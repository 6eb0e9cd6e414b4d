import { type JsonObject, jsonObject } from '../../controllers/views';
import { hookFinalizer } from '../hooks';

/** A hook as it is applied: nobody may take it away before the sync has seen how it ended. */
export function hookTarget(target: JsonObject): JsonObject {
  const metadata = jsonObject.catch({}).parse(target.metadata);
  const finalizers = Array.isArray(metadata.finalizers) ? metadata.finalizers : [];
  if (finalizers.includes(hookFinalizer)) return target;
  return { ...target, metadata: { ...metadata, finalizers: [...finalizers, hookFinalizer] } };
}
