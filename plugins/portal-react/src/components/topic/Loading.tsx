import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './states.module.css';

/** Something is on its way: as many lines as it will about take. */
export function Loading({ lines = 3, children = 'Loading' }: { lines?: number; children?: string }) {
  return (
    <div className={styles.loading}>
      <VisuallyHidden>
        <span role="status">{children}</span>
      </VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} width={`${[92, 78, 85, 64][line % 4]}%`} height={18} />
      ))}
    </div>
  );
}
