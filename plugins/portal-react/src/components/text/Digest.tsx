import { CopyButton } from './CopyButton';
import { Mono } from './Mono';
import styles from './text.module.css';

/** An image digest as `sha256:91c2…e07a`: both ends, because people compare both. */
export function Digest({ digest, name = 'the digest' }: { digest: string; name?: string }) {
  const [algorithm, hex] = digest.split(':', 2);
  const short = hex && hex.length > 12 ? `${algorithm}:${hex.slice(0, 4)}…${hex.slice(-4)}` : digest;
  return (
    <span className={styles.id}>
      <span title={digest}>
        <Mono>{short}</Mono>
      </span>
      <CopyButton text={digest} name={name} />
    </span>
  );
}
