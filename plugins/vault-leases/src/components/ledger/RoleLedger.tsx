import { Button } from '@backstage/ui';
import {
  AnswerFailed,
  EmptyState,
  LedgerList,
  Loading,
  useLedgerPages,
  useRight,
} from '@greenroom/plugin-portal-react';
import { roleKey, type RoleRef, vaultLedgerReadPermission } from '@greenroom/plugin-vault-leases-common';
import { useCallback } from 'react';
import { useVaultLeasesApi } from '../../hooks/useVaultLeasesApi';
import { kindWords, lookOf } from '../../ledger/entryWords';
import styles from './RoleLedger.module.css';

/** Who renewed and revoked what of a role, when and why, and what was seen of it. @param news - when it changes, it is asked again */
export function RoleLedger({ role, news }: { role: RoleRef; news: string }) {
  const right = useRight(
    vaultLedgerReadPermission,
    roleKey(role),
    `read what was done with leases of ${role.role}`,
  );
  return right.allowed ? <Entries role={role} news={news} /> : <p className={styles.why}>{right.why}</p>;
}

function Entries({ role: { vault, mount, role }, news }: { role: RoleRef; news: string }) {
  const api = useVaultLeasesApi();
  const ask = useCallback(
    (cursor: string | undefined) => api.ledger({ vault, mount, role }, cursor),
    [api, vault, mount, role],
  );
  const { value, refusal, again, showMore } = useLedgerPages(ask, news);
  if (refusal && !value) {
    return <AnswerFailed title="The ledger could not be read" refusal={refusal} again={again} />;
  }
  if (!value) {
    return <Loading>Loading the ledger</Loading>;
  }
  if (value.entries.length === 0) {
    return (
      <EmptyState title="Nothing is recorded">
        Nobody has renewed or revoked a lease of this role by the portal yet.
      </EmptyState>
    );
  }
  return (
    <>
      <LedgerList entries={value.entries} lookOf={lookOf} kindWords={kindWords} />
      {value.more && (
        <Button variant="tertiary" onPress={showMore}>
          Older entries
        </Button>
      )}
    </>
  );
}
