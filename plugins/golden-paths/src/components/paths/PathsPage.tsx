import { ButtonLink, Link } from '@backstage/ui';
import { count, EmptyState, Loading, PortalPage, Sentence } from '@greenroom/plugin-portal-react';
import { useAddresses } from '../../hooks/useAddresses';
import { useMayCreate } from '../../hooks/useMayCreate';
import { usePaths } from '../../hooks/usePaths';
import type { GoldenPath } from '../../paths/goldenPath';
import { AnswerFailed } from '../AnswerFailed';
import { PathCard } from './PathCard';
import styles from './PathsPage.module.css';

/** The golden paths, each with what it wires. */
export function PathsPage() {
  const { value: paths, refusal, again } = usePaths();
  const mayCreate = useMayCreate();
  const { runs } = useAddresses();
  return (
    <PortalPage
      title="Create"
      sentence={paths && paths.length > 0 && <Sentence>{sentenceOf(paths, mayCreate)}</Sentence>}
    >
      <p className={styles.more}>
        <Link href={runs}>Runs</Link>
      </p>
      {!paths && !refusal && <Loading lines={6}>Loading the golden paths</Loading>}
      {refusal && <AnswerFailed title="The golden paths could not be read" refusal={refusal} again={again} />}
      {paths?.length === 0 && <NoPaths />}
      {paths && paths.length > 0 && (
        <ul className={styles.cards}>
          {paths.map(path => (
            <li key={path.ref}>
              <PathCard path={path} mayCreate={mayCreate} />
            </li>
          ))}
        </ul>
      )}
    </PortalPage>
  );
}

function sentenceOf(paths: readonly GoldenPath[], mayCreate: boolean | undefined): string {
  const there = `${count(paths.length, 'golden path')} from a name to a running service, with everything wired from the first minute.`;
  return mayCreate === false ? `${there} You may look, not start.` : there;
}

function NoPaths() {
  return (
    <EmptyState
      title="There is no golden path that you may see"
      action={
        <ButtonLink href="/docs" variant="secondary">
          Docs
        </ButtonLink>
      }
    >
      <p>A golden path is a Template of the catalog. The people who run the portal register them.</p>
    </EmptyState>
  );
}
