import type { ReactNode } from 'react';
import type { ScenarioAct } from '../../api/sandbox/scenario';
import styles from './SandboxBar.module.css';

export interface ActButtonProps {
  /** The act that is under way: until it ends the button keeps the focus and does nothing. */
  busy: ScenarioAct['act'] | undefined;
  opens?: 'dialog';
  onPress(): void;
  children: ReactNode;
}

/** A quiet button, low enough for a thin bar. */
export function ActButton({ busy, opens, onPress, children }: ActButtonProps) {
  return (
    <button
      type="button"
      className={styles.act}
      aria-disabled={busy !== undefined}
      aria-haspopup={opens}
      onClick={() => busy === undefined && onPress()}
    >
      {children}
    </button>
  );
}
