import { Panel } from '@greenroom/plugin-portal-react';
import type { PreviewStep } from '@greenroom/plugin-golden-paths-common';
import styles from './Steps.module.css';

/** What will run, in its order and in words. */
export function Steps({ steps }: { steps: readonly PreviewStep[] }) {
  return (
    <Panel title={`What will run · ${steps.length}`}>
      <ol className={styles.steps}>
        {steps.map(({ id, name, action, does }) => (
          <li key={id}>
            <span className={styles.name} title={action}>
              {name}
            </span>
            <span className={styles.does}>{does}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
