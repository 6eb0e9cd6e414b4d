/** What the tests of every page share; no running code may import it. `setUpPages` has a door of its own: it is light. */
export { accessibilityProblems } from './accessible';
export { NotedServices } from './NotedServices';
export { portalFetch, portalServer, portalUrl, refusalBody, type Asked } from './portalServer';
export { movements, wishReducedMotion } from './screen';
