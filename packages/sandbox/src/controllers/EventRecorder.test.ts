import { ManualClock } from '../clock/ManualClock';
import { ObjectStore } from '../kubernetes';
import { EventRecorder } from './EventRecorder';

describe('EventRecorder', () => {
  const clock = new ManualClock();
  const api = new ObjectStore({ clock });
  const about = api.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'default' },
  });
  const recorder = new EventRecorder(api, clock);
  const events = () => api.list('events');

  it('counts the same event, keeps others apart and forgets them after an hour', () => {
    recorder.record('kubelet', about, { reason: 'BackOff', message: 'again' }, 'node-a');
    clock.advance(30_000);
    recorder.record('kubelet', about, { reason: 'BackOff', message: 'again' }, 'node-a');
    recorder.record('kubelet', about, { reason: 'BackOff', message: 'another' }, 'node-a');
    expect(events()).toHaveLength(2);
    expect(events()[0]).toMatchObject({
      involvedObject: { kind: 'ConfigMap', namespace: 'default', name: 'settings', uid: about.metadata.uid },
      reason: 'BackOff',
      message: 'again',
      type: 'Normal',
      count: 2,
      firstTimestamp: '2026-11-21T09:00:00Z',
      lastTimestamp: '2026-11-21T09:00:30Z',
      source: { component: 'kubelet', host: 'node-a' },
    });
    clock.advance(3_570_000);
    expect(events().map(({ message }) => message)).toEqual(['another']);
    clock.advance(30_000);
    expect(events()).toEqual([]);
  });
});
