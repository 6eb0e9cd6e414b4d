import { Button, ButtonLink, Link } from '@backstage/ui';
import { CopyButton, Mono, Panel, StaleContext, VerdictMark } from '@greenroom/plugin-portal-react';
import type { Made } from '@greenroom/plugin-golden-paths-common';
import { useTemplateSecrets } from '@backstage/plugin-scaffolder-react';
import { useId } from 'react';
import { useAddresses } from '../../hooks/useAddresses';
import { keepDraft } from '../../hooks/useDraft';
import { useMayCreate } from '../../hooks/useMayCreate';
import { useStartRun } from '../../hooks/useStartRun';
import type { ReportOfRun } from '../../hooks/useRunReport';
import { withoutNames } from '../../form/secrets';
import { refusalOpening } from '../../refusal';
import type { RunProgress } from '../../run/progress';
import type { RunWish } from '../../run/request';
import { leftBehind, madeKinds, madeVerdicts } from '../../run/words';
import styles from './Outcome.module.css';

export interface AftermathProps {
  run: RunProgress;
  wish: RunWish;
  /** What the run made, as far as it could be asked. */
  told: ReportOfRun;
  entityRef: string | undefined;
}

/** What a run has made so far; of one that failed, what was undone, what remains and how it is removed, and the next try. */
export function Aftermath({ run, wish, told, entityRef }: AftermathProps) {
  const { entity } = useAddresses();
  const { report, refusal, again } = told;
  const over = run.state !== 'running';
  const page = entityRef && entity(entityRef);
  return (
    <>
      {over && (wish.secrets.length > 0 ? <AskAgain wish={wish} /> : <TryAgain wish={wish} />)}
      <Panel title={over ? 'What it left behind' : 'Made so far'}>
        <div className={styles.outcome}>
          {over && report && !refusal && <p className={styles.words}>{leftBehind(report.made)}</p>}
          {!over && report?.made.length === 0 && <p className={styles.words}>Nothing yet.</p>}
          {refusal && (
            <>
              <p className={styles.unknown}>
                It could not be asked what it made. {refusalOpening(refusal)} {refusal.message}
              </p>
              <Button variant="secondary" size="small" onPress={again}>
                Ask again
              </Button>
            </>
          )}
          {report && report.made.length > 0 && (
            <StaleContext.Provider value={refusal !== undefined}>
              <ul className={styles.made}>
                {report.made.map(made => (
                  <li key={`${made.kind} ${made.ref}`}>
                    <MadeThing made={made} over={over} />
                  </li>
                ))}
              </ul>
            </StaleContext.Provider>
          )}
          {!over && page && (
            <ButtonLink variant="secondary" href={page}>
              See the service already
            </ButtonLink>
          )}
        </div>
      </Panel>
    </>
  );
}

function MadeThing({ made, over }: { made: Made; over: boolean }) {
  const { kind, ref, url, state, why, howToRemove } = made;
  const { state: verdict, word } = madeVerdicts[over && state === 'made' ? 'remains' : state];
  return (
    <>
      <span className={styles.kind}>
        <VerdictMark state={verdict}>{word}</VerdictMark> {madeKinds[kind]}
      </span>
      <span className={styles.ref}>
        {url && state !== 'undone' ? <Link href={url}>{ref}</Link> : <Mono>{ref}</Mono>}
      </span>
      {why && <span className={styles.words}>{why}</span>}
      {over && state !== 'undone' && howToRemove && <Removal how={howToRemove} what={ref} />}
    </>
  );
}

function Removal({ how: { url, command }, what }: { how: NonNullable<Made['howToRemove']>; what: string }) {
  return (
    <span className={styles.removal}>
      To remove it: {url && <Link href={url}>open where it is removed</Link>}
      {url && command && ' or '}
      {command && (
        <>
          <Mono>{command}</Mono> <CopyButton text={command} name={`the command that removes ${what}`} />
        </>
      )}
    </span>
  );
}

function TryAgain({ wish }: { wish: RunWish }) {
  const { starting, refusal, start } = useStartRun();
  const { path } = useAddresses();
  const mayCreate = useMayCreate();
  const id = useId();
  const { templateRef, values } = wish;
  if (!templateRef) {
    return null;
  }
  return (
    <Panel title="Again">
      <div className={styles.outcome}>
        <Button
          variant="primary"
          className={styles.button}
          loading={starting}
          isDisabled={mayCreate !== true}
          aria-describedby={id}
          onPress={() => start(templateRef, values)}
        >
          Try again
        </Button>
        <p id={id} className={styles.words}>
          Runs with the same answers; what is already there of this request is taken up, nothing is made
          twice.
        </p>
        {refusal && (
          <p role="alert" className={styles.refused}>
            <strong>Nothing was started.</strong> {refusalOpening(refusal)} {refusal.message}
          </p>
        )}
        <ButtonLink
          variant="secondary"
          href={path(templateRef)}
          onPress={() => keepDraft(templateRef, values)}
        >
          Change the answers
        </ButtonLink>
      </div>
    </Panel>
  );
}

/** A secret is kept nowhere: the form asks for it, and has everything else. */
function AskAgain({ wish: { templateRef, values, secrets } }: { wish: RunWish }) {
  const { path } = useAddresses();
  const { setSecrets } = useTemplateSecrets();
  const id = useId();
  if (!templateRef) {
    return null;
  }
  const openForm = () => {
    keepDraft(templateRef, withoutNames(values, secrets));
    setSecrets(Object.fromEntries(secrets.map(name => [name, ''])));
  };
  return (
    <Panel title="Again">
      <div className={styles.outcome}>
        <ButtonLink
          variant="primary"
          className={styles.button}
          href={path(templateRef)}
          aria-describedby={id}
          onPress={openForm}
        >
          Try again from the form
        </ButtonLink>
        <p id={id} className={styles.words}>
          It was given {secrets.length === 1 ? 'a secret' : 'secrets'} (<Mono>{secrets.join(', ')}</Mono>),
          which nothing here keeps: type {secrets.length === 1 ? 'it' : 'them'} once more. Everything else is
          filled in, and what is already there of this request is taken up.
        </p>
      </div>
    </Panel>
  );
}
