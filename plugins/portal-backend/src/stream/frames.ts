import type { FrameName } from '@greenroom/plugin-portal-common';
import { SharedBytes } from '@greenroom/plugin-portal-node';

/** One server-sent event, ready for every connection that gets it. `json` is one line. */
export function frameBytes(name: FrameName, json: string): SharedBytes {
  return new SharedBytes(Buffer.from(`event: ${name}\ndata: ${json}\n\n`));
}

/** A JSON object of texts that are JSON already. */
export function jsonObject(members: Iterable<readonly [key: string, json: string]>): string {
  const parts: string[] = [];
  for (const [key, json] of members) {
    parts.push(`${JSON.stringify(key)}:${json}`);
  }
  return `{${parts.join(',')}}`;
}

/** Rows are immutable, so each becomes text once, however many frames and views it goes into. */
export function createRowJson(): (row: unknown) => string {
  const known = new WeakMap<object, string>();
  return row => {
    if (typeof row !== 'object' || row === null) {
      return JSON.stringify(row ?? null);
    }
    const json = known.get(row) ?? JSON.stringify(row);
    known.set(row, json);
    return json;
  };
}

export function heartbeatFrame(now: number): SharedBytes {
  return frameBytes('heartbeat', JSON.stringify({ at: new Date(now).toISOString() }));
}

export function deniedFrame(topic: string, why: { name: string; message: string }): SharedBytes {
  return frameBytes('denied', JSON.stringify({ topic, name: why.name, message: why.message }));
}
