import type { Database } from '@greenroom/plugin-databases-common';
import { CopyButton, Mono, VerdictMark } from '@greenroom/plugin-portal-react';
import { memberRoleWords } from '../../database/topologyWords';
import { lagWords, writes } from '../../words';
import styles from './Topology.module.css';

const kinds = { writer: 'Writes', reader: 'Reads', instance: 'One member', pool: 'pgpool' } as const;

/** The same as the drawing, with everything that has no room in it. */
export function MembersTable({ database: { members, endpoints, engine } }: { database: Database }) {
  return (
    <>
      <div className={styles.wide}>
        <table className={styles.table} aria-label="Members">
          <thead>
            <tr>
              <th scope="col">Member</th>
              <th scope="col">Role</th>
              <th scope="col">Zone</th>
              <th scope="col">How it is</th>
              <th scope="col">Lag</th>
              <th scope="col">Class</th>
            </tr>
          </thead>
          <tbody>
            {[...members]
              .sort((a, b) => Number(writes(b)) - Number(writes(a)))
              .map(member => (
                <tr key={member.id}>
                  <th scope="row">{member.id}</th>
                  <td>{memberRoleWords(member, engine)}</td>
                  <td>{member.zone ?? '–'}</td>
                  <td>
                    <VerdictMark state={member.verdict.state}>{member.state}</VerdictMark>
                    {member.verdict.reasons[0] && <div>{member.verdict.reasons[0].text}</div>}
                  </td>
                  <td>
                    {lagWords(member.lag) ?? '–'}
                    {member.lag !== undefined && member.lag !== 'unknown' && <div>{member.lag.source}</div>}
                    {member.lagNote && <div>{member.lagNote}</div>}
                  </td>
                  <td>{member.instanceClass ?? '–'}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <ul className={styles.endpoints} aria-label="Endpoints">
        {endpoints.map(({ kind, address, member }) => (
          <li key={`${kind} ${address}`}>
            <span className={styles.kind}>{kinds[kind]}</span> <Mono>{address}</Mono>
            <CopyButton text={address} name={`the address ${address}`} />
            {member && <span className={styles.kind}> → {member}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
