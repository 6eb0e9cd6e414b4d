import { VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useCopy } from '../../hooks/useCopy';
import styles from './text.module.css';

const said = { idle: '', copied: 'Copied', failed: 'Your browser did not allow copying' };

/** Copies `text`; `name` says to a screen reader what is copied, e.g. `the revision`. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const { outcome, copy } = useCopy();
  return (
    <>
      <button
        type="button"
        className={styles.copy}
        onClick={() => copy(text)}
        aria-label={`Copy ${name}`}
        title={said[outcome] || `Copy ${text}`}
      >
        {outcome === 'copied' ? <RiCheckLine aria-hidden /> : <RiFileCopyLine aria-hidden />}
      </button>
      <VisuallyHidden>
        <span role="status">{said[outcome]}</span>
      </VisuallyHidden>
    </>
  );
}
