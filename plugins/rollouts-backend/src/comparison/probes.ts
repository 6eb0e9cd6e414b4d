import type { JsonValue } from '@backstage/types';
import { z } from 'zod';
import { part, text, whole } from '../argo/tolerant';
import { shownArgument } from './masking';

const port = z.union([z.string(), z.number()]).optional().catch(undefined);
const probeSchema = z.object({
  httpGet: part({ path: text, port, scheme: text }),
  tcpSocket: part({ port }),
  grpc: part({ port, service: text }),
  exec: part({ command: z.array(z.string()).optional().catch(undefined) }),
  initialDelaySeconds: whole,
  periodSeconds: whole,
  timeoutSeconds: whole,
  failureThreshold: whole,
  successThreshold: whole,
});
type Probe = z.infer<typeof probeSchema>;

/** A probe as a person would say it, e.g. `GET /ready on 8080, every 5 s, 3 failures`. */
export function probeInWords(written: JsonValue): string {
  const parsed = probeSchema.safeParse(written);
  if (!parsed.success) {
    return JSON.stringify(written);
  }
  const probe = parsed.data;
  const terms: [number | undefined, (value: number) => string][] = [
    [probe.initialDelaySeconds, value => `after ${value} s`],
    [probe.periodSeconds, value => `every ${value} s`],
    [probe.timeoutSeconds, value => `given ${value} s`],
    [probe.failureThreshold, value => `${value} failures`],
    // One is what Kubernetes fills in.
    [probe.successThreshold === 1 ? undefined : probe.successThreshold, value => `${value} successes`],
  ];
  const said = terms.flatMap(([value, say]) => (value === undefined ? [] : [say(value)]));
  return [asks(probe), ...said].join(', ');
}

function asks({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet) {
    const scheme = httpGet.scheme === 'HTTPS' ? ' over TLS' : '';
    return `GET ${httpGet.path ?? '/'} on ${httpGet.port ?? '?'}${scheme}`;
  }
  if (tcpSocket) {
    return `connects to ${tcpSocket.port ?? '?'}`;
  }
  if (grpc) {
    return `asks gRPC health on ${grpc.port ?? '?'}${grpc.service === undefined ? '' : ` of ${grpc.service}`}`;
  }
  const command = exec?.command ?? [];
  return `runs ${command.map((word, index) => shownArgument(word, command[index - 1])).join(' ')}`;
}
