import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { Link } from '@backstage/ui';
import { RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import { useAddresses } from '../../hooks/useAddresses';
import { readWish } from '../../run/request';
import { stepVerdicts } from '../../run/words';
import { EntityName } from '../EntityName';
import styles from './RunsPage.module.css';

export function RunsTable({ tasks }: { tasks: readonly ScaffolderTask[] }) {
  return (
    <table className={styles.table} aria-label="Runs">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">How it is</th>
          <th scope="col" className={styles.wide}>
            Golden path
          </th>
          <th scope="col" className={styles.wide}>
            By
          </th>
          <th scope="col">Started</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map(task => (
          <RunRow key={task.id} task={task} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ task }: { task: ScaffolderTask }) {
  const { run } = useAddresses();
  const { name, template, by } = readWish(task);
  const { state, word } = stepVerdicts[task.status];
  return (
    <tr>
      <td>
        <Link href={run(task.id)}>{name}</Link>
      </td>
      <td>
        <VerdictMark state={state}>{word}</VerdictMark>
      </td>
      <td className={styles.wide}>{template}</td>
      <td className={styles.wide}>{by && <EntityName entityRef={by} />}</td>
      <td>
        <RelativeTime at={task.createdAt} />
      </td>
    </tr>
  );
}
