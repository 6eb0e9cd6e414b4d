/**
 * Actions of golden paths.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGreenroom as default } from './plugin';
