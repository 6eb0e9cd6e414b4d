import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import { amount } from '../../words';
import { StateGlyph } from '../verdict/StateGlyph';
import styles from './StateFilter.module.css';

const worstFirst: readonly VerdictState[] = ['degraded', 'unknown', 'waiting', 'progressing', 'healthy'];

export interface StateFilterProps {
  counts: Record<VerdictState, number>;
  chosen: readonly VerdictState[];
  onChange: (chosen: VerdictState[]) => void;
}

/** How many are in each state, and a way to see only those. */
export function StateFilter({ counts, chosen, onChange }: StateFilterProps) {
  return (
    <ToggleButtonGroup
      aria-label="State"
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={keys => onChange(worstFirst.filter(state => keys.has(state)))}
      className={styles.group}
    >
      {worstFirst.map(state => (
        <ToggleButton key={state} id={state} className={styles.toggle}>
          <span className={styles.state} data-state={state}>
            <StateGlyph state={state} /> {state}
          </span>{' '}
          <span className={styles.count}>{amount(counts[state])}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
