import { CopyButton } from './CopyButton';
import { Mono } from './Mono';
import styles from './text.module.css';

/** An id, shortened to `length` characters, with the whole of it in the tooltip and a copy button. */
export function ShortId({ id, name = 'the id', length = 8 }: { id: string; name?: string; length?: number }) {
  return (
    <span className={styles.id}>
      <span title={id}>
        <Mono>{id.slice(0, length)}</Mono>
      </span>
      <CopyButton text={id} name={name} />
    </span>
  );
}
