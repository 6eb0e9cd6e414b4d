export { headKeeper } from '@greenroom/plugin-portal-node';
