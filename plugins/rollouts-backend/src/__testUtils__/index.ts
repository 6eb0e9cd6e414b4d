/**
 * The model test's lives of a rollout, for the benchmark that prints what comes of them.
 *
 * @packageDocumentation
 */
export { type ModelCount, playBoth } from '../promotions/__testUtils__/model';
