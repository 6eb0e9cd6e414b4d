import { count, moment } from '@greenroom/plugin-portal-node';
import { readingsOf, type Rule } from '../Unjudged';

/** PostgreSQL refuses writes some three million transactions before 2^31 (manual, "Preventing Transaction ID Wraparound Failures"). */
const LAST = 2 ** 31 - 3_000_000;

export const wraparound: Rule = (seen, { thresholds }) => {
  const age =
    seen.database.housekeeping?.oldestTransactionAge ?? readingsOf(seen, 'transaction-age')[0]?.value;
  return age !== undefined && age > thresholds.transactionAge
    ? [
        {
          state: 'degraded',
          text: `The oldest transaction is ${count(age)} behind; at ${count(LAST)} writes stop. Vacuum is not keeping up`,
        },
      ]
    : [];
};

/** WAL that is not archived is WAL that can not be restored from, and it stays on the disk. */
export const archiver: Rule = ({ database }, { now }) => {
  const { failing, lastArchivedAt, waitingFiles } = database.housekeeping?.archiver ?? {};
  if (!failing) {
    return [];
  }
  const last = lastArchivedAt ? `, the last one went at ${moment(lastArchivedAt, now)}` : '';
  const waiting = waitingFiles ? `, ${count(waitingFiles)} wait` : '';
  return [{ state: 'degraded', text: `WAL files are not archived${last}${waiting}` }];
};
