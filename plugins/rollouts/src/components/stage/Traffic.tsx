import { Mono } from '@greenroom/plugin-portal-react';
import { Fragment } from 'react';
import type { Lane } from '../../stage/arrange';
import { Fact, Facts } from './Facts';
import styles from './Traffic.module.css';

/** How much of the users' traffic a revision gets, and which Services really point at it. */
export function Traffic({ lane: { traffic, services } }: { lane: Lane }) {
  return (
    <div className={styles.traffic}>
      <div className={styles.bar} data-known={traffic !== undefined || undefined} aria-hidden="true">
        <div className={styles.share} style={{ transform: `scaleX(${(traffic ?? 0) / 100})` }} />
      </div>
      <Facts>
        <Fact name="Traffic">
          {traffic === undefined ? 'share not known' : `${traffic} %`}
          {' · '}
          {services.length === 0 ? (
            'no Service points here'
          ) : (
            <ServiceNames names={services.map(s => s.name)} />
          )}
        </Fact>
      </Facts>
    </div>
  );
}

function ServiceNames({ names }: { names: string[] }) {
  return (
    <>
      {names.length === 1 ? 'Service ' : 'Services '}
      {names.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && (index === names.length - 1 ? ' and ' : ', ')}
          <Mono>{name}</Mono>
        </Fragment>
      ))}
      {names.length === 1 ? ' points here' : ' point here'}
    </>
  );
}
