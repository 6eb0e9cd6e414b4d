import { refName } from '@greenroom/plugin-portal-common';
import {
  type Application,
  type ChangeRequest,
  holderOf,
  isEnded,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import { RelativeTime } from '@greenroom/plugin-portal-react';
import { useState } from 'react';
import { releaseStep } from '../../acts/steps';
import { useApplication } from '../../hooks/useApplication';
import type { Rights } from '../../hooks/useRights';
import { StepButton } from '../act/ActButtons';
import { ActDialog } from '../act/ActDialog';
import { ChangeProgress } from '../revert/ChangeProgress';
import styles from './HeldImages.module.css';

/** Who holds new images back and since when, and what lets them in again: the button, or how far that has come. */
export function HeldImages(props: { application: Application; rights: Rights; stale: boolean }) {
  const { application, rights, stale } = props;
  const { changes, view } = useApplication(application);
  const [isOpened, setOpened] = useState(false);
  const release = changes.find(({ kind, state }) => kind === 'release' && !isEnded(state));
  const step = releaseStep(application, { right: rights.rollback, stale });
  return (
    <section className={styles.held} aria-label="New images are held back">
      <p className={styles.holder}>
        <Holder holder={holderOf(changes)} isKnown={view.state === 'live'} />
      </p>
      {release ? (
        <ChangeProgress change={release} />
      ) : (
        <StepButton step={step} onOpen={() => setOpened(true)} />
      )}
      {isOpened && !release && (
        <ActDialog application={application} step={step} onClose={() => setOpened(false)} />
      )}
    </section>
  );
}

/** As far as the portal was asked for it. */
function Holder({ holder, isKnown }: { holder: ChangeRequest | undefined; isKnown: boolean }) {
  if (!holder) {
    return isKnown
      ? 'New images are held back by ignore-tags in its manifest. Nobody asked the portal for that, so git says who did it and when.'
      : 'New images are held back.';
  }
  const { by, reason, toRevision, hold } = holder;
  return (
    <>
      New images are held back since <RelativeTime at={hold?.since ?? holder.at} />: {refName(by)} went back
      to {shortCommit(toRevision.sha)}. {reason}
    </>
  );
}
