/**
 * The permission policy of the portal.
 *
 * @packageDocumentation
 */
export { greenroomPolicyModule as default } from './plugin';
