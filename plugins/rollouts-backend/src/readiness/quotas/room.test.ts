import type { QuotaRow } from '@greenroom/cluster-access';
import { type Room, roomIn } from './room';

const quota = (hard: object, used: object = {}, more: Partial<QuotaRow> = {}): QuotaRow => ({
  uid: 'q',
  namespace: 'store',
  name: 'team',
  hard: { ...hard },
  used: { ...used },
  scopes: [],
  ...more,
});
const needs = { 'requests.cpu': 0.5, 'requests.memory': 2 ** 30, 'limits.memory': 2 ** 30 };

it.each<[string, QuotaRow[], Partial<Extract<Room, { known: true }>>]>([
  ['no quota', [], { pods: Infinity }],
  [
    'a quota of other things',
    [quota({ 'count/secrets': '3' }, { 'count/secrets': '3' })],
    { pods: Infinity },
  ],
  ['pods', [quota({ pods: '10' }, { pods: '8' })], { pods: 2, by: 'quota team: 8 of 10 pods used' }],
  ['none left', [quota({ 'count/pods': '4' }, { 'count/pods': '5' })], { pods: 0 }],
  ['cores', [quota({ cpu: '4' }, { cpu: '2600m' })], { pods: 2, by: 'quota team: 2600m of 4 cpu used' }],
  ['a whole number that no binary fraction is', [quota({ cpu: '1' }, { cpu: '0' })], { pods: 2 }],
  [
    'the least of all',
    [quota({ pods: '9', 'requests.memory': '8Gi' }, { 'requests.memory': '5Gi' }), quota({ cpu: '2' })],
    { pods: 3, by: 'quota team: 5Gi of 8Gi requests.memory used' },
  ],
  [
    'what the pods do not say',
    [quota({ pods: '9', 'limits.cpu': '8' })],
    { pods: 9, unsure: 'quota team: 0 of 8 limits.cpu used, and its pods do not say how much they need' },
  ],
  [
    'what the pods do not say, with nothing left',
    [quota({ 'limits.cpu': '8' }, { 'limits.cpu': '8' })],
    { pods: 0 },
  ],
  [
    'pods that end by themselves',
    [quota({ pods: '0' }, {}, { scopes: ['Terminating'] })],
    { pods: Infinity },
  ],
  ['pods that do not', [quota({ pods: '3' }, {}, { scopes: ['NotTerminating'] })], { pods: 3 }],
  [
    'some pods',
    [quota({ pods: '0' }, {}, { scopes: ['PriorityClass'] })],
    { pods: Infinity, unsure: 'quota team: 0 of 0 pods used, if it counts these pods (PriorityClass)' },
  ],
  [
    'no quantity',
    [quota({ pods: 'many' })],
    { pods: Infinity, unsure: expect.stringContaining('can not be read') },
  ],
])('tells how many pods fit by %s', (_, quotas, room) => {
  expect(roomIn(quotas, needs)).toMatchObject({ known: true, ...room });
  expect(roomIn(quotas, needs)).toHaveProperty('pods', room.pods);
});

it('says nothing of what does not limit', () => {
  expect(roomIn([], needs)).toEqual({ known: true, pods: Infinity });
});
