import { requestInfo } from './requestInfo';

const rollouts = { group: 'argoproj.io', version: 'v1alpha1', resource: 'rollouts' };

it.each([
  ['GET', '/api/v1/pods', 'list', { group: '', version: 'v1', resource: 'pods', namespace: '', name: '' }],
  ['GET', '/api/v1/pods?watch=1', 'watch', { resource: 'pods' }],
  ['GET', '/api/v1/pods?watch=false', 'list', { resource: 'pods' }],
  ['GET', '/apis/argoproj.io/v1alpha1/watch/namespaces/a/rollouts', 'watch', { ...rollouts, namespace: 'a' }],
  [
    'GET',
    '/apis/argoproj.io/v1alpha1/namespaces/a/rollouts/r',
    'get',
    { ...rollouts, namespace: 'a', name: 'r' },
  ],
  [
    'PATCH',
    '/apis/argoproj.io/v1alpha1/namespaces/a/rollouts/r/status',
    'patch',
    { ...rollouts, name: 'r', subresource: 'status' },
  ],
  ['DELETE', '/api/v1/namespaces/a/pods', 'deletecollection', { resource: 'pods', namespace: 'a', name: '' }],
  ['DELETE', '/api/v1/namespaces/a/pods/p', 'delete', { name: 'p' }],
  ['GET', '/api/v1/namespaces/a', 'get', { resource: 'namespaces', namespace: 'a', name: 'a' }],
  [
    'PUT',
    '/api/v1/namespaces/a/status',
    'update',
    { resource: 'namespaces', name: 'a', subresource: 'status' },
  ],
  ['GET', '/api/v1/pods?fieldSelector=metadata.name%3Dp', 'list', { resource: 'pods', name: 'p' }],
  ['POST', '/api/v1/namespaces/a/pods/p/log', 'create', { subresource: 'log' }],
])('%s %s', (method, url, verb, resource) => {
  expect(requestInfo(method, url)).toMatchObject({ verb, resource });
});

it.each(['/version', '/apis', '/apis/apps', '/apis/apps/v1', '/api/v1', '/'])(
  '%s is about no object',
  path => {
    expect(requestInfo('GET', path)).toMatchObject({ verb: 'get', path });
    expect(requestInfo('GET', path).resource).toBeUndefined();
  },
);
