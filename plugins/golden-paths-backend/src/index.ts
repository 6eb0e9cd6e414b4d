/**
 * Names, previews and runs of golden paths.
 *
 * @packageDocumentation
 */
export { goldenPathsPlugin as default } from './plugin';
