import type { SourceReport } from '@greenroom/plugin-portal-common';
import { ClockTime, FreshnessMark, Mono, Panel, RelativeTime } from '@greenroom/plugin-portal-react';
import { type ReactNode, useMemo } from 'react';
import { Followed } from './Followed';
import { MissingPermissions } from './MissingPermissions';
import styles from './SourcesPage.module.css';

const kinds: Record<SourceReport['kind'], string> = {
  cluster: 'Cluster',
  vault: 'Vault',
  aws: 'AWS',
  postgres: 'Postgres',
  git: 'Git host',
  prometheus: 'Prometheus',
  portal: 'The portal',
};

/** One source: how fresh, when it last answered, what went wrong, what to do. */
export function SourcePanel({ source }: { source: SourceReport }) {
  const sources = useMemo(() => [source], [source]);
  return (
    <Panel
      title={
        <span className={styles.name}>
          {source.name} <span className={styles.kind}>{kinds[source.kind]}</span>
        </span>
      }
      aside={<FreshnessMark sources={sources} />}
    >
      <div className={styles.source}>
        <Facts source={source} />
        {source.parts.length > 0 && <Followed source={source} />}
      </div>
      {source.missingPermissions.length > 0 && <MissingPermissions source={source} />}
    </Panel>
  );
}

function Facts({ source }: { source: SourceReport }) {
  const { address, version, lastSuccessAt, lastError, cure } = source;
  return (
    <dl className={styles.facts}>
      {cure && (
        <Fact name="What to do">
          <b>{cure}</b>
        </Fact>
      )}
      <Fact name="Last success">
        {lastSuccessAt ? <RelativeTime at={lastSuccessAt} /> : 'never since the portal started'}
      </Fact>
      <Fact name="Last error">
        {lastError ? (
          <>
            {lastError.text}{' '}
            <span className={styles.when}>
              (<ClockTime at={lastError.at} />)
            </span>
          </>
        ) : (
          'none since the portal started'
        )}
      </Fact>
      {address && (
        <Fact name="Address">
          <Mono>{address}</Mono>
        </Fact>
      )}
      {version && <Fact name="Version">{version}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
