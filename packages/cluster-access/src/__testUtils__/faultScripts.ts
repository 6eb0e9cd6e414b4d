import { type Script, sendStatus } from './ScriptedApiServer';

/** What may go wrong; each lasts until the next or the end. */
export const faults = [
  'closed-mid-line',
  'reset',
  'ended-early',
  'half-open',
  'gone-410',
  'error-500',
  'compacted',
  'killed',
  'stopped',
  'restored',
  'other-cluster',
  'throttled',
  'unauthorized',
  'forbidden',
  'truncated',
  'hung',
  'headers-only',
  'no-crd',
  'twice',
  'swapped',
  'replayed',
] as const;
export type FaultName = (typeof faults)[number];

const refuse =
  (code: number, reason: string, concerns: (path: string) => boolean = () => true): Script =>
  ({ url }, response) => {
    const isConcerned = concerns(url.pathname);
    if (isConcerned) {
      sendStatus(response, code, reason);
    }
    return isConcerned;
  };
const ofWidgets = (path: string) => path.includes('widgets');
/** What a server answers as long as a fault lasts. */
export const scripts: Partial<Record<FaultName, Script>> = {
  throttled: (_, response) => {
    response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '1' });
    response.end('Too many requests, please try again later.\\n');
    return true;
  },
  unauthorized: refuse(401, 'Unauthorized'),
  forbidden: refuse(403, 'Forbidden', ofWidgets),
  hung: () => true,
  'headers-only': (_, response) => {
    response.writeHead(200);
    response.flushHeaders();
    return true;
  },
  truncated: ({ kind }, response) => {
    const isCut = kind === 'list' || kind === 'watch';
    if (isCut) {
      response.end('{"type":"ADDED","kind":"List","items":[{"metadata":{"na');
    }
    return isCut;
  },
  'no-crd': (seen, response, request) => {
    if (seen.kind === 'discovery') {
      response.end('{"kind":"APIResourceList","resources":[]}');
      return true;
    }
    return refuse(404, 'NotFound', ofWidgets)(seen, response, request);
  },
};
