import { type LedgerEntry, ledgerEntrySchema, type Source } from '@greenroom/plugin-portal-common';
import type { Ledger, PollClock, TopicType } from '@greenroom/plugin-portal-node';
import { LIVE_WITHOUT_REQUEST_TOPIC } from '@greenroom/plugin-rollouts-common';
import type { LiveWatch } from '../promotions/LiveWatch';
import type { RolloutsService } from '../RolloutsService';
import { ReadHandle, type Reading } from './ReadHandle';
import { anyPlace, byPlace, parseEmptyKey } from './topics';

const NEWS_MS = 24 * 3_600_000;
/** More than anybody reads; the ledger has them all. */
const MOST = 200;

export interface AroundTopicDeps {
  rollouts: Pick<RolloutsService, 'sources'>;
  live: Pick<LiveWatch, 'onNoted'>;
  ledger: Pick<Ledger, 'lines'>;
  now(): Date;
  after: PollClock['after'];
  onError(error: unknown): void;
}

/** What went live around the portal within a day, of the places somebody may read: told when it is in the ledger. */
export function aroundTopic(deps: AroundTopicDeps): TopicType<undefined> {
  return {
    name: LIVE_WITHOUT_REQUEST_TOPIC,
    parse: key => parseEmptyKey(LIVE_WITHOUT_REQUEST_TOPIC, key),
    authorise: () => [anyPlace],
    audience: byPlace,
    open: () =>
      new ReadHandle({
        read: () => readNews(deps),
        sources: (places, reading) => [...deps.rollouts.sources(places), ledgerSource(reading)],
        follow: refresh => [deps.live.onNoted(refresh)],
        after: deps.after,
        onError: deps.onError,
      }),
  };
}

/** The portal itself is what these rows are read from: that it cannot tell is not that nothing went live. */
function ledgerSource(freshness: Reading): Source {
  const reason = 'The ledger of rollouts cannot be read. It is tried again by itself.';
  return {
    id: 'portal:rollouts-ledger',
    kind: 'portal',
    freshness,
    ...(freshness === 'unreachable' && { reason }),
  };
}

async function readNews({ ledger, now }: AroundTopicDeps): Promise<Map<string, LedgerEntry>> {
  const since = new Date(now().getTime() - NEWS_MS).toISOString();
  const lines = await ledger.lines({ kind: 'live-without-request', since, limit: MOST });
  return new Map(lines.map(line => [`${line.subject}/${line.seq}`, ledgerEntrySchema.parse(line)]));
}
