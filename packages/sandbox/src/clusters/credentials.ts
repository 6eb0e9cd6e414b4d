import { z } from 'zod';
import type { Clock } from '../clock/Clock';
import { CertificateAuthority } from '../pki';
import { kubeconfig } from '../state/kubeconfig';
import { newSecret } from '../state/secrets';
import type { StateDirectory } from '../state/StateDirectory';
import { adminUser, portalUser, readerUser } from './access';

const kept = z.object({
  authority: z.string(),
  server: z.object({ key: z.string(), certificate: z.string() }),
});

/** The authority clients trust, and the certificate that every cluster of this sandbox shows them. All PEM. */
export type Certificates = z.infer<typeof kept>;

/** Bearer tokens of one cluster. */
export interface Tokens {
  admin: string;
  /** Of the portal: it reads, and writes what promotions need. */
  portal: string;
  /** Of a portal that may only read. */
  reader: string;
}

/** Those of the last start, or new ones: whoever read `ca.crt` once still trusts a sandbox that was restarted. */
export async function keepCertificates(state: StateDirectory, clock: Clock): Promise<Certificates> {
  const known = state.read('cluster-keys.json');
  if (known !== undefined) return kept.parse(JSON.parse(known));
  const authority = await CertificateAuthority.create('Greenroom sandbox', () => clock.now());
  const server = await authority.issue({ commonName: 'sandbox-kubernetes' });
  const made = { authority: authority.certificate, server };
  state.write('cluster-keys.json', JSON.stringify(made));
  return made;
}

/** Those of the last start, or new ones, each in a file of its own. */
export function keepTokens(state: StateDirectory, cluster: string): Tokens {
  return {
    portal: state.keep(`tokens/${cluster}`, newSecret),
    reader: state.keep(`tokens/${cluster}.reader`, newSecret),
    admin: state.keep(`tokens/${cluster}.admin`, newSecret),
  };
}

const names: Record<keyof Tokens, string> = {
  admin: adminUser.name,
  portal: portalUser.name,
  reader: readerUser.name,
};

/** The kubeconfig of one account on all clusters. */
export function clusterAccounts(
  account: keyof Tokens,
  clusters: readonly { name: string; url: string; certificateAuthority: string; tokens: Tokens }[],
): string {
  const entries = clusters.map(({ name, url, certificateAuthority, tokens }) => ({
    name,
    server: url,
    certificateAuthority,
    token: tokens[account],
  }));
  return kubeconfig(names[account], entries);
}
