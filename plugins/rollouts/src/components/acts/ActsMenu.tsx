import { Button, Menu, MenuItem, MenuSection, MenuTrigger } from '@backstage/ui';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { RiArrowDownSLine } from '@remixicon/react';
import { useActs } from '../../hooks/useActs';
import { useStepDialog } from '../../hooks/useStepDialog';
import { changedSince } from '../../promotion/seen';
import type { Step } from '../../promotion/Step';
import { StepDialog } from '../step/StepDialog';
import styles from './ActsMenu.module.css';

/** What can be done to a rollout beside its promotion: each opens a dialogue that says what it does. */
export function ActsMenu({ rollout, stale }: { rollout: Rollout; stale: boolean }) {
  const { acts, requests, request } = useActs(rollout, stale);
  const { opened, open, close } = useStepDialog();
  const steps = [...acts, ...requests];
  const now = { rollout, request: opened?.seen.request ? request : undefined, stale };
  return (
    <>
      <MenuTrigger>
        <Button variant="secondary" size="small" iconEnd={<RiArrowDownSLine aria-hidden />}>
          Acts
        </Button>
        <Menu
          aria-label={`Acts on ${rollout.name}`}
          maxWidth="min(400px, calc(100vw - 24px))"
          disabledKeys={steps.filter(step => !step.allowed.allowed).map(keyOf)}
          onAction={key => {
            const step = steps.find(it => keyOf(it) === key);
            if (step) {
              open(step);
            }
          }}
        >
          <MenuSection title="At once, without a vote">{acts.map(item)}</MenuSection>
          <MenuSection title="By a request that others vote on">{requests.map(item)}</MenuSection>
        </Menu>
      </MenuTrigger>
      {opened && (
        <StepDialog
          rollout={rollout}
          step={opened}
          changed={changedSince(opened.seen, now)}
          onClose={close}
        />
      )}
    </>
  );
}

const keyOf = ({ label }: Step) => label;

/** An item is one line of a fixed height in this library: its words stand in a block of their own. */
function item(step: Step) {
  return (
    <MenuItem key={keyOf(step)} id={keyOf(step)} textValue={step.label} className={styles.item}>
      <span className={styles.words}>
        <span className={styles.label} data-loud={step.loud || undefined}>
          {step.label}
        </span>
        <span className={styles.why}>{step.allowed.why ?? step.consequence}</span>
      </span>
    </MenuItem>
  );
}
