export { CertificateAuthority, type KeyedCertificate, type ServerNames } from './CertificateAuthority';
