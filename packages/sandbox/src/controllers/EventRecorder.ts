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
  /** Sandbox milliseconds. */
  expires: number;
}

export interface EventText {
  type?: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** Writes events about objects; the same one again raises its count, as client-go's recorder does. */
export class EventRecorder {
  /** In the order in which they expire. */
  private readonly known = new Map<string, Known>();
  private recorded = 0;
  private forgetTimer: (() => void) | undefined;

  constructor(
    private readonly api: ObjectApi,
    private readonly clock: ScaledClock,
  ) {}

  record(component: string, about: KubeObject, text: EventText, host?: string): void {
    const key = [component, host, about.metadata.uid, text.type, text.reason, text.message].join('\n');
    const known = this.known.get(key);
    if (known && this.again(known)) return;
    this.known.delete(key);
    this.create(key, component, about, text, host);
  }

  stop(): void {
    this.forgetTimer?.();
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
    this.known.set(key, { namespace, name, count: 1, expires: this.clock.elapsed() + lifetime });
    this.watchExpiry();
  }

  /** One timer for all: they expire in the order in which they were made. */
  private watchExpiry(): void {
    const [first] = this.known.values();
    if (!first || this.forgetTimer) return;
    this.forgetTimer = this.clock.after(first.expires - this.clock.elapsed(), () => {
      this.forgetTimer = undefined;
      this.expire();
      this.watchExpiry();
    });
  }

  private expire(): void {
    for (const [key, { namespace, name, expires }] of this.known) {
      if (expires > this.clock.elapsed()) return;
      this.known.delete(key);
      if (this.api.get({ resource: 'events', namespace, name })) {
        this.api.delete({ resource: 'events', namespace, name });
      }
    }
  }

  /** Nanoseconds in hexadecimal, as client-go names events; the last digits keep those of one moment apart. */
  private suffix(now: Date): string {
    this.recorded += 1;
    return (BigInt(now.getTime()) * 1_000_000n + BigInt(this.recorded % 1_000_000)).toString(16);
  }
}
