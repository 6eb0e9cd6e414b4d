import { Link } from '@backstage/ui';
import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import type { Application } from '@greenroom/plugin-delivery-common';
import { ServicePlace, useStale } from '@greenroom/plugin-portal-react';
import { useRights } from '../../hooks/useRights';
import { imageWords, policyWords } from '../../words';
import { ActButtons } from '../act/ActButtons';
import styles from './ApplicationSection.module.css';
import { Commits } from './Commits';
import { Differences } from './Differences';
import { HeldImages } from './HeldImages';
import { History } from './History';
import { OperationProgress } from './OperationProgress';

/** One Application: how it is, what is desired and live, what Argo CD does, what was deployed before. */
export function ApplicationSection({
  application,
  sources,
}: {
  application: Application;
  sources: readonly Source[];
}) {
  const { cluster, name, url, place } = application;
  const rights = useRights(place);
  const stale = useStale() || worstFreshness(sources) !== 'live';
  const title = `${cluster} / ${name}`;
  return (
    <ServicePlace
      label={`${name} on ${cluster}`}
      title={
        url ? (
          <Link href={url} target="_blank" rel="noopener noreferrer">
            {title}
          </Link>
        ) : (
          title
        )
      }
      said={application}
      sources={sources}
    >
      <p className={styles.policy}>
        {[policyWords(application), imageWords(application)].filter(Boolean).join(' ')}
      </p>
      {application.imagesHeld && <HeldImages application={application} rights={rights} stale={stale} />}
      <Commits application={application} />
      <Differences sync={application.sync} />
      <OperationProgress operation={application.operation} />
      <ActButtons application={application} rights={rights} stale={stale} />
      <History application={application} rights={rights} stale={stale} />
    </ServicePlace>
  );
}
