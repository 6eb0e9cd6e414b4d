import type { SourceReport } from '@greenroom/plugin-portal-common';
import { CopyButton } from '@greenroom/plugin-portal-react';
import { useId } from 'react';
import styles from './SourcesPage.module.css';

/** What an administrator of the source would have to grant, ready to copy. */
export function MissingPermissions({ source }: { source: SourceReport }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.missing}>
      <h3 id={id} className={styles.missingTitle}>
        Missing permissions
      </h3>
      <ul className={styles.rules}>
        {source.missingPermissions.map(({ text, rule }) => (
          <li key={text}>
            <p className={styles.ruleText}>
              The portal cannot <b>{text}</b>. An administrator of {source.name} can grant it with:
            </p>
            <div className={styles.rule}>
              <pre>{rule}</pre>
              <CopyButton text={rule} name={`the rule to ${text}`} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
