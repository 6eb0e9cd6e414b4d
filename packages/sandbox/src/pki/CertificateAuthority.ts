// The certificate library's decorators need it before anything else of it is loaded.
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type JsonGeneralNames,
} from '@peculiar/x509';

/** A certificate with its private key, PEM. */
export interface KeyedCertificate {
  key: string;
  certificate: string;
}

export interface ServerNames {
  commonName: string;
  dnsNames?: string[];
  addresses?: string[];
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 24 * 60 * 60 * 1000;
const YEARS_10 = 3650 * DAY;

/** The sandbox's own certificate authority: clients trust it and nothing else. */
export class CertificateAuthority {
  private constructor(
    private readonly name: string,
    private readonly keys: CryptoKeyPair,
    /** PEM, for `certificate-authority-data`. */
    readonly certificate: string,
    private readonly now: () => Date,
  ) {}

  /** @param now wall time; certificates hold from a day before it */
  static async create(name: string, now: () => Date): Promise<CertificateAuthority> {
    const keys = await generateKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: `CN=${name}`,
      ...validity(now()),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return new CertificateAuthority(name, keys, certificate.toString('pem'), now);
  }

  /** A certificate for a server that listens on loopback. */
  async issue({
    commonName,
    dnsNames = ['localhost'],
    addresses = ['127.0.0.1'],
  }: ServerNames): Promise<KeyedCertificate> {
    const keys = await generateKeys();
    const names: JsonGeneralNames = [
      ...dnsNames.map(value => ({ type: 'dns' as const, value })),
      ...addresses.map(value => ({ type: 'ip' as const, value })),
    ];
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${commonName}`,
      issuer: `CN=${this.name}`,
      ...validity(this.now()),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names),
        await AuthorityKeyIdentifierExtension.create(this.keys.publicKey),
      ],
    });
    return { key: await privateKeyPem(keys.privateKey), certificate: certificate.toString('pem') };
  }
}

function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** Positive, and never twice from one authority. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(Buffer.alloc(16));
  return `01${bytes.toString('hex')}`;
}

function validity(now: Date): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now.getTime() - DAY), notAfter: new Date(now.getTime() + YEARS_10) };
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const rows = der.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...rows, '-----END PRIVATE KEY-----', ''].join('\n');
}
