import { Button } from '@backstage/ui';
import { AnswerFailed, EmptyState, LedgerList, LedgerWhole, Loading } from '@greenroom/plugin-portal-react';
import { type Rollout, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { useLedger, useLedgerCheck } from '../../hooks/useLedger';
import { usePromotion } from '../../hooks/usePromotion';
import { kindWords, lookOf } from '../../ledger/entryWords';

/** Who did what to this rollout, when, why, and what was seen; and whether the ledger is whole. */
export function Ledger({ rollout }: { rollout: Rollout }) {
  const { standing } = usePromotion(rollout);
  const { request, liveNotedAt } = standing ?? {};
  const news = `${request?.id} ${request?.state} ${request?.votes.length} ${liveNotedAt}`;
  const { value, refusal, again, showMore } = useLedger(rolloutKey(rollout), news);
  const check = useLedgerCheck();
  if (refusal) {
    return <AnswerFailed title="The ledger could not be read" refusal={refusal} again={again} />;
  }
  if (!value) {
    return <Loading lines={5}>Loading the ledger</Loading>;
  }
  return (
    <>
      <LedgerWhole check={check} />
      {value.entries.length === 0 ? (
        <EmptyState title="Nothing is recorded">
          Nobody has acted on this rollout by the portal yet.
        </EmptyState>
      ) : (
        <LedgerList entries={value.entries} lookOf={lookOf} kindWords={kindWords} />
      )}
      {value.more && (
        <Button variant="tertiary" onPress={showMore}>
          Older entries
        </Button>
      )}
    </>
  );
}
