import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CertificateAuthority } from '@greenroom/sandbox';
import { FleetOfPods } from './FleetOfPods';

// A process of its own that answers as an API server with so many pods: LIST in one piece and in pages, streaming lists,
// and watches on which nothing happens. Prints where it listens, as one line of JSON.
//   podServer.ts <pods> <whether it takes sendInitialEvents: yes | no>
const [pods = '50000', streams = 'yes'] = process.argv.slice(2);
const fleet = new FleetOfPods(Number(pods));
const version = '9000000';

/** Waits for who reads slower than this writes. */
async function write(response: ServerResponse, text: string): Promise<void> {
  if (response.write(text) || response.destroyed) {
    return;
  }
  await new Promise<void>(resolve => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

/** So many items at a time go out as one piece. */
async function writeItems(
  response: ServerResponse,
  { from, to, wrap }: { from: number; to: number; wrap: (json: string, isFirst: boolean) => string },
): Promise<void> {
  for (let start = from; start < to && !response.destroyed; start += 16) {
    let piece = '';
    for (let index = start; index < Math.min(to, start + 16); index += 1) {
      piece += wrap(fleet.json(index), index === from);
    }
    await write(response, piece);
  }
}

async function list(response: ServerResponse, query: URLSearchParams): Promise<void> {
  const from = Number(query.get('continue') ?? 0);
  const to = Math.min(fleet.size, from + Number(query.get('limit') ?? fleet.size));
  const more = to < fleet.size ? { continue: String(to), remainingItemCount: fleet.size - to } : {};
  const metadata = JSON.stringify({ resourceVersion: version, ...more });
  await write(response, `{"kind":"PodList","apiVersion":"v1","metadata":${metadata},"items":[`);
  await writeItems(response, { from, to, wrap: (json, isFirst) => `${isFirst ? '' : ','}${json}` });
  response.end(']}\n');
}

async function watch(response: ServerResponse, query: URLSearchParams): Promise<void> {
  response.flushHeaders();
  if (query.get('sendInitialEvents') === 'true') {
    const wrap = (json: string) =>
      `{"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1",${json.slice(1)}}\n`;
    await writeItems(response, { from: 0, to: fleet.size, wrap });
    const annotations = { 'k8s.io/initial-events-end': 'true' };
    const object = { kind: 'Pod', apiVersion: 'v1', metadata: { resourceVersion: version, annotations } };
    await write(response, `${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
  }
  const timer = setTimeout(() => response.end(), Number(query.get('timeoutSeconds') ?? 300) * 1000);
  response.on('close', () => clearTimeout(timer));
}

function answer(url: URL, response: ServerResponse): void | Promise<void> {
  const { pathname, searchParams } = url;
  response.setHeader('content-type', 'application/json');
  if (pathname === '/api/v1/namespaces/kube-system') {
    response.end('{"kind":"Namespace","metadata":{"name":"kube-system","uid":"the-only-one"}}');
    return undefined;
  }
  if (pathname === '/version') {
    response.end('{"gitVersion":"v1.34.4"}');
    return undefined;
  }
  if (pathname !== '/api/v1/pods') {
    // One object, asked for to see whether the server went back in time: all is well.
    response.end(fleet.json(0));
    return undefined;
  }
  if (searchParams.has('watch')) {
    if (searchParams.has('sendInitialEvents') && streams !== 'yes') {
      response.writeHead(422).end('{"kind":"Status","status":"Failure","code":422,"reason":"Invalid"}');
      return undefined;
    }
    return watch(response, searchParams);
  }
  return list(response, searchParams);
}

async function main() {
  const authority = await CertificateAuthority.create('cluster-cache', () => new Date());
  const { key, certificate } = await authority.issue({ commonName: 'kubernetes' });
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void answer(new URL(request.url ?? '/', 'https://127.0.0.1'), response);
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ url: `https://127.0.0.1:${port}`, ca: authority.certificate }));
  });
}

void main();
