import { X509Certificate } from 'node:crypto';
import { CertificateAuthority } from '../../../pki';
import { systemMaxSeconds } from '../../tokens/TokenStore';
import type { VaultCore } from '../../VaultCore';
import { durationOf, flagOf, listOf, textOf } from '../../wire/fields';
import type { Reply } from '../../wire/Reply';
import { VaultError } from '../../wire/VaultError';
import type { Backend, Call } from '../Backend';
import type { Mount } from '../Mount';
import type { Namespace } from '../Namespace';

interface PkiRole {
  name: string;
  defaultSeconds: number;
  maxSeconds: number;
  domains: readonly string[];
  generatesLease: boolean;
}

interface Issued {
  serial: string;
  certificate: string;
  commonName: string;
  /** Milliseconds since 1970. */
  from: number;
  until: number;
  revokedAt: number;
}

/** `pki/`, as far as leases of certificates go. Its authority is made when somebody asks for the first certificate. */
export class PkiEngine {
  readonly backend: Backend;
  private readonly roles = new Map<string, PkiRole>();
  private readonly issued = new Map<string, Issued>();
  private authority: Promise<CertificateAuthority> | undefined;

  constructor(
    private readonly core: VaultCore,
    private readonly namespace: Namespace,
    private readonly mount: Mount,
  ) {
    this.backend = {
      unauthenticated: ['cert/*', 'ca', 'ca/pem'],
      activeOnly: [/^issue\//],
      paths: [
        { pattern: /^certs\/?$/, operations: { list: () => ({ data: { keys: this.serials() } }) } },
        { pattern: /^certs\/detailed\/?$/, operations: { list: () => this.detailed() } },
        { pattern: /^cert\/(?<serial>[0-9a-f:-]+)$/, operations: { read: call => this.read(call) } },
        {
          pattern: /^roles\/?$/,
          operations: { list: () => ({ data: { keys: [...this.roles.keys()].sort() } }) },
        },
        { pattern: /^roles\/(?<name>[^/]+)$/, operations: { update: call => this.writeRole(call) } },
        { pattern: /^root\/generate\/internal$/, operations: { update: call => this.generate(call) } },
        { pattern: /^issue\/(?<name>[^/]+)$/, operations: { update: call => this.issue(call) } },
        { pattern: /^revoke$/, operations: { update: call => this.revoke(call) } },
      ],
    };
  }

  private serials(): string[] {
    return [...this.issued.keys()].sort();
  }

  private detailed(): Reply {
    const info = this.serials().flatMap(serial => {
      const found = this.issued.get(serial);
      return found ? [[serial, shape(found)] as const] : [];
    });
    return { data: { key_info: Object.fromEntries(info), keys: this.serials() } };
  }

  private read({ parts }: Call): Reply | undefined {
    const found = this.issued.get((parts.serial ?? '').replaceAll('-', ':'));
    if (!found) return undefined;
    const at = Math.floor(found.revokedAt / 1_000);
    return {
      data: {
        certificate: found.certificate.trim(),
        revocation_time: at,
        revocation_time_rfc3339: at ? new Date(found.revokedAt).toISOString() : '',
      },
    };
  }

  private writeRole({ data, parts }: Call): Reply {
    const name = parts.name ?? '';
    const role: PkiRole = {
      name,
      defaultSeconds: durationOf(data, 'ttl') ?? 0,
      maxSeconds: durationOf(data, 'max_ttl') ?? 0,
      domains: listOf(data, 'allowed_domains'),
      generatesLease: flagOf(data, 'generate_lease'),
    };
    this.roles.set(name, role);
    return {
      data: {
        allowed_domains: role.domains,
        generate_lease: role.generatesLease,
        max_ttl: role.maxSeconds,
        ttl: role.defaultSeconds,
      },
    };
  }

  private async generate({ data }: Call): Promise<Reply> {
    const name = textOf(data, 'common_name');
    this.authority = CertificateAuthority.create(name, () => this.core.moments.clock.now());
    const { certificate } = await this.authority;
    const kept = this.keep(certificate, name);
    return {
      data: {
        certificate: certificate.trim(),
        expiration: Math.floor(kept.until / 1_000),
        issuer_id: this.mount.uuid,
        issuer_name: '',
        issuing_ca: certificate.trim(),
        key_id: this.mount.accessor,
        key_name: '',
        serial_number: kept.serial,
      },
    };
  }

  private async issue(call: Call): Promise<Reply> {
    const { data, parts } = call;
    const role = this.roles.get(parts.name ?? '');
    if (!role) throw VaultError.badRequest(`unknown role: ${parts.name}`);
    const commonName = textOf(data, 'common_name');
    if (commonName === '')
      throw VaultError.badRequest(
        'the common_name field is required, or must be provided in a CSR with "use_csr_common_name" set to true, unless "require_cn" is set to false',
      );
    this.authority ??= CertificateAuthority.create('sandbox vault', () => this.core.moments.clock.now());
    const authority = await this.authority;
    const made = await authority.issue({ commonName, dnsNames: [commonName], addresses: [] });
    const seconds = Math.min(
      durationOf(data, 'ttl') || role.defaultSeconds || systemMaxSeconds,
      role.maxSeconds || systemMaxSeconds,
    );
    const kept = this.keep(made.certificate, commonName, seconds);
    return {
      data: {
        ca_chain: [authority.certificate.trim()],
        certificate: made.certificate.trim(),
        expiration: Math.floor(kept.until / 1_000),
        issuing_ca: authority.certificate.trim(),
        not_before: Math.floor(kept.from / 1_000),
        private_key: made.key.trim(),
        private_key_type: 'ec',
        serial_number: kept.serial,
      },
      ...(role.generatesLease && { lease: this.leaseOf(role, kept, seconds) }),
    };
  }

  /** A certificate can be revoked before its end, and never lives longer. */
  private leaseOf(role: PkiRole, kept: Issued, seconds: number) {
    const path = `${this.namespace.path}${this.mount.path}issue/${role.name}`;
    const lease = this.core.expiration.register({
      id: `${path}/${this.core.letters(24)}${this.namespace.suffix}`,
      path,
      mount: this.mount.accessor,
      seconds,
      isRenewable: false,
      defaultSeconds: () => seconds,
      revoke: () => {
        kept.revokedAt = this.core.moments.clock.now().getTime();
      },
    });
    return { id: this.namespace.told(lease.id), renewable: false, seconds };
  }

  private revoke({ data }: Call): Reply {
    const serial = textOf(data, 'serial_number');
    const found = this.issued.get(serial.replaceAll('-', ':'));
    if (!found) throw VaultError.badRequest(`certificate with serial ${serial} not found`);
    found.revokedAt ||= this.core.moments.clock.now().getTime();
    return { data: { revocation_time: Math.floor(found.revokedAt / 1_000), state: 'revoked' } };
  }

  private keep(certificate: string, commonName: string, seconds?: number): Issued {
    const read = new X509Certificate(certificate);
    const serial = (read.serialNumber.match(/../g) ?? []).join(':').toLowerCase();
    const from = Date.parse(read.validFrom);
    const until =
      seconds === undefined
        ? Date.parse(read.validTo)
        : this.core.moments.stamp(this.core.moments.now() + seconds);
    const kept: Issued = { serial, certificate, commonName, from, until, revokedAt: 0 };
    this.issued.set(serial, kept);
    return kept;
  }
}

function shape({ commonName, from, until }: Issued): object {
  const stamp = (at: number) => new Date(Math.floor(at / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
  return {
    common_name: commonName,
    dns_names: [commonName],
    issuer: 'CN=sandbox vault',
    key_bits: 256,
    key_type: 'ec',
    not_after: stamp(until),
    not_before: stamp(from),
  };
}
