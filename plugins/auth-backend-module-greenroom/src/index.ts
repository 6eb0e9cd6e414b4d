/**
 * Sign-in by OpenID Connect, and the check of who asks.
 *
 * @packageDocumentation
 */
export { greenroomSignIn as default } from './plugin';
