export { type Answer, type Asked, startGitHost } from './startGitHost';
