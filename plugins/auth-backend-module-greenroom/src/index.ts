/**
 * Sign-in by OpenID Connect.
 *
 * @packageDocumentation
 */
export { greenroomSignInModule as default } from './plugin';
