import { StatusError } from '../kubernetes/StatusError';
import { type KubeObject, type ObjectApi } from '../kubernetes/types';
import { type ScaledClock } from '../clock/ScaledClock';
import { stamp } from './moments';

/** Kubernetes forgets events after an hour. */
const lifetime = 3_600_000;

interface Known {
  namespace: string;
  name: string;
  count: number;
  forget: () => void;
}

export interface EventText {
  type?: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** Writes events about objects; the same one again raises its count, as client-go's recorder does. */
export class EventRecorder {
  private readonly known = new Map<string, Known>();
  private recorded = 0;

  constructor(
    private readonly api: ObjectApi,
    private readonly clock: ScaledClock,
  ) {}

  record(component: string, about: KubeObject, text: EventText, host?: string): void {
    const key = [component, host, about.metadata.uid, text.type, text.reason, text.message].join('\n');
    const known = this.known.get(key);
    if (!known || !this.again(known)) this.create(key, component, about, text, host);
  }

  stop(): void {
    for (const known of this.known.values()) known.forget();
    this.known.clear();
  }

  private again(known: Known): boolean {
    const { namespace, name } = known;
    if (!this.api.get({ resource: 'events', namespace, name })) return false;
    known.count += 1;
    const lastTimestamp = stamp(this.clock.now());
    this.api.patch({ resource: 'events', namespace, name }, { count: known.count, lastTimestamp });
    return true;
  }

  private create(key: string, component: string, about: KubeObject, text: EventText, host?: string): void {
    const { name: objectName, uid, resourceVersion } = about.metadata;
    const namespace = about.metadata.namespace ?? 'default';
    const now = this.clock.now();
    const name = `${objectName}.${this.suffix(now)}`;
    const involved = { kind: about.kind, namespace: about.metadata.namespace, name: objectName, uid };
    try {
      this.api.create('events', {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name, namespace },
        involvedObject: { ...involved, apiVersion: about.apiVersion, resourceVersion },
        reason: text.reason,
        message: text.message,
        source: { component, ...(host && { host }) },
        firstTimestamp: stamp(now),
        lastTimestamp: stamp(now),
        count: 1,
        type: text.type ?? 'Normal',
        eventTime: null,
        reportingComponent: component,
        reportingInstance: host ?? '',
      });
    } catch (error) {
      // An event about something in a namespace that is going away is refused, and nobody misses it.
      if (error instanceof StatusError) return;
      throw error;
    }
    const forget = this.clock.after(lifetime, () => this.expire(key, namespace, name));
    this.known.set(key, { namespace, name, count: 1, forget });
  }

  private expire(key: string, namespace: string, name: string): void {
    this.known.delete(key);
    if (this.api.get({ resource: 'events', namespace, name })) {
      this.api.delete({ resource: 'events', namespace, name });
    }
  }

  /** Nanoseconds in hexadecimal, as client-go names events; the last digits keep those of one moment apart. */
  private suffix(now: Date): string {
    this.recorded += 1;
    return (BigInt(now.getTime()) * 1_000_000n + BigInt(this.recorded % 1_000_000)).toString(16);
  }
}
