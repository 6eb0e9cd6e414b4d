import { Fragment } from 'react';
import { Mono, Panel } from '@greenroom/plugin-portal-react';
import type { NamesAnswer } from '@greenroom/plugin-golden-paths-common';
import type { NameCheck } from '../../hooks/useNameCheck';
import styles from './Derived.module.css';

type DerivedNames = NamesAnswer['derived'];

/** What follows from the name and is not asked for: as it would be, while it is typed. */
export function Derived({ check }: { check: NameCheck }) {
  const derived = check.answer?.derived;
  const old = check.state === 'asking' || check.state === 'failed';
  return (
    <Panel title="What it will be" aside={old && derived ? `for ${check.name}` : undefined}>
      {derived ? (
        <Names derived={derived} old={old} />
      ) : (
        <p className={styles.nothing}>
          Repositories, addresses, roles and Applications follow from the name and the owner. They are shown
          here as you type.
        </p>
      )}
    </Panel>
  );
}

function Names({ derived, old }: { derived: DerivedNames; old: boolean }) {
  return (
    <dl className={styles.names} data-old={old || undefined}>
      {rowsOf(derived).map(([what, value]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>
            {value ? (
              <Mono>
                <Breakable text={value} />
              </Mono>
            ) : (
              <span className={styles.open}>follows from the owner</span>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>Applications</dt>
        <dd>
          {derived.applications.length === 0 && <span className={styles.open}>follow from the owner</span>}
          <ul className={styles.applications}>
            {derived.applications.map(({ environment, cluster, host }) => (
              <li key={environment}>
                <strong>{environment}</strong> on {cluster}
                {host && (
                  <span className={styles.host}>
                    <Mono>
                      <Breakable text={host} />
                    </Mono>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  );
}

function rowsOf(derived: DerivedNames): [string, string][] {
  return [
    ['Repository', derived.repository],
    ['Deployment', derived.deployRepository],
    ['Namespace', derived.namespace],
    ['Host', derived.host],
    ['Image', derived.image],
    ['Vault role', derived.databaseRole],
  ];
}

/** A long address may be broken where its parts end, and is copied without a break. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[./])/).map((part, index) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
