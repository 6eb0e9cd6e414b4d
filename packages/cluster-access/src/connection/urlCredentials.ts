import { readFile } from 'node:fs/promises';
import type { UrlEntry } from '../config';
import { ClusterFailure } from './ClusterFailure';
import type { Credentials, LoadCredentials } from './Credentials';

/** A URL with a token needs nothing of the Kubernetes client, whose import costs a second. */
export function urlCredentials(entry: UrlEntry): LoadCredentials {
  return async () => ({
    server: entry.url.replace(/\/+$/, ''),
    tls: { ca: await authority(entry), rejectUnauthorized: entry.skipTlsVerify !== true },
    headers: tokenHeaders(entry),
  });
}

async function authority(entry: UrlEntry): Promise<Buffer | undefined> {
  if (entry.caFile !== undefined) {
    return read(entry.caFile, 'caFile', 'settings');
  }
  if (entry.caData === undefined) {
    return undefined;
  }
  const isPlain = entry.caData.includes('-----BEGIN');
  return Buffer.from(entry.caData, isPlain ? 'utf8' : 'base64');
}

/** The file is read for each call: it is small, and a rotated token counts at once. */
function tokenHeaders(entry: UrlEntry): Credentials['headers'] {
  return async () => {
    const token =
      entry.tokenFile === undefined
        ? entry.token
        : (await read(entry.tokenFile, 'tokenFile', 'credentials')).toString('utf8').trim();
    return { authorization: `Bearer ${token}` };
  };
}

async function read(file: string, key: string, kind: 'settings' | 'credentials'): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw new ClusterFailure({
      kind,
      reason: `the configured ${key} ${file} cannot be read`,
      cure: `Put the file there and make it readable for the portal, or correct ${key} in kubernetes.clusters.`,
    });
  }
}
