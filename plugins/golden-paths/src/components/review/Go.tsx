import { Button, ButtonLink } from '@backstage/ui';
import { Panel } from '@greenroom/plugin-portal-react';
import type { Preview } from '@greenroom/plugin-golden-paths-common';
import { useTemplateSecrets } from '@backstage/plugin-scaffolder-react';
import { useId } from 'react';
import type { Values } from '../../form/schema';
import { useAddresses } from '../../hooks/useAddresses';
import { useMayCreate } from '../../hooks/useMayCreate';
import { useStartRun } from '../../hooks/useStartRun';
import { refusalOpening } from '../../refusal';
import { consequence } from '../../review/words';
import styles from './Go.module.css';

export interface GoProps {
  templateRef: string;
  values: Values;
  preview: Preview;
}

/** The one button that makes something, with what it makes under it. */
export function Go({ templateRef, values, preview }: GoProps) {
  const { starting, refusal, start } = useStartRun();
  const { secrets } = useTemplateSecrets();
  const { path } = useAddresses();
  const mayCreate = useMayCreate();
  const id = useId();
  const name = typeof values.name === 'string' ? values.name : 'it';
  return (
    <Panel title="Create">
      <div className={styles.go}>
        <Button
          variant="primary"
          className={styles.button}
          loading={starting}
          isDisabled={mayCreate !== true}
          aria-describedby={id}
          onPress={() => start(templateRef, values, secrets)}
        >
          Create {name}
        </Button>
        <div id={id} className={styles.words}>
          {mayCreate === false && (
            <p className={styles.why}>You may not start services: none of your groups may create here.</p>
          )}
          <p className={styles.consequence}>{consequence(preview)}</p>
        </div>
        <div role="alert">
          {refusal && (
            <p className={styles.refused}>
              <strong>Nothing was started.</strong> {refusalOpening(refusal)} {refusal.message}
            </p>
          )}
        </div>
        <ButtonLink variant="secondary" href={path(templateRef)}>
          Change the answers
        </ButtonLink>
      </div>
    </Panel>
  );
}
