import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CertificateAuthority } from '@greenroom/sandbox';

/** Something that speaks TLS with a certificate of an authority that nobody knows. */
export async function startVaultServer() {
  const authority = await CertificateAuthority.create('unknown', () => new Date());
  const { key, certificate } = await authority.issue({ commonName: 'localhost' });
  const server = createServer({ key, cert: certificate }, (_request, response) => response.end('{}'));
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
