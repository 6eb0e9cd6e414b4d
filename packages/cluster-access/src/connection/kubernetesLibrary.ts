/** What is used of the official client, so that a server's file takes no more of it than this. */
export { HttpMethod, KubeConfig, RequestContext } from '@kubernetes/client-node';
