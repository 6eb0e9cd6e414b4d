import { Button, Checkbox, Dialog, DialogBody, DialogHeader, SearchField, Select } from '@backstage/ui';
import type { PodLine } from '@greenroom/plugin-cluster-health-common';
import { AnswerFailed, refusalOpening, type Refusal } from '@greenroom/plugin-portal-react';
import { useMemo, useState } from 'react';
import type { LogQuery } from '../../api/LogsApi';
import { useDownload } from '../../hooks/useDownload';
import { useLog } from '../../hooks/useLog';
import type { LogState } from '../../log/LogState';
import { fileName, linesWith, linesWords, plain, spans, standsWords } from '../../log/words';
import styles from './Log.module.css';
import { LogLines } from './LogLines';

export interface LogPanelProps {
  cluster: string;
  pod: PodLine;
  /** Begin with the run before: what somebody wants to know of a container that crashed. */
  previous: boolean;
  onClose: () => void;
}

/** The log of a pod's container, over the page it was opened from. */
export function LogPanel({ cluster, pod, previous, onClose }: LogPanelProps) {
  const crashed = pod.lastEnd?.container;
  const [query, setQuery] = useState<LogQuery>({
    cluster,
    namespace: pod.namespace,
    pod: pod.name,
    container: crashed ?? pod.containers.at(-1) ?? '',
    previous,
    follow: !previous,
  });
  return (
    <Dialog
      isOpen
      onOpenChange={open => !open && onClose()}
      width="min(1180px, calc(100vw - 24px))"
      height="min(860px, calc(100dvh - 24px))"
    >
      <DialogHeader>Log of {pod.name}</DialogHeader>
      <DialogBody className={styles.body}>
        <Log pod={pod} query={query} onChange={change => setQuery(now => ({ ...now, ...change }))} />
      </DialogBody>
    </Dialog>
  );
}

interface LogProps {
  pod: PodLine;
  query: LogQuery;
  onChange: (change: Partial<LogQuery>) => void;
}

function Log({ pod, query, onChange }: LogProps) {
  const { state, again } = useLog(query);
  const [wanted, setWanted] = useState('');
  const shown = useMemo(() => linesWith(state.lines, wanted), [state.lines, wanted]);
  const download = useDownload();
  return (
    <>
      <div className={styles.controls}>
        <Choices pod={pod} query={query} onChange={onChange} />
        <SearchField
          aria-label="Search in what is shown"
          placeholder="Search in what is shown"
          className={styles.search}
          value={wanted}
          onChange={setWanted}
        />
        <Button
          variant="secondary"
          size="small"
          isDisabled={state.lines.length === 0}
          onPress={() =>
            download(fileName(query), state.lines.map(({ text }) => `${plain(text)}\n`).join(''))
          }
        >
          Download
        </Button>
      </div>
      <p className={styles.told}>
        <span role="status">{standsWords(state, query)}</span>{' '}
        <span className={styles.count}>{linesWords(shown.length, state)}</span>
        {state.phase === 'broken' && (
          <Button variant="tertiary" size="small" onPress={again}>
            Read it again
          </Button>
        )}
      </p>
      {state.phase === 'refused' ? (
        <Refused state={state} query={query} again={again} />
      ) : (
        <LogLines lines={shown} wanted={wanted} follow={query.follow && state.phase === 'reading'} />
      )}
    </>
  );
}

function Choices({ pod, query, onChange }: LogProps) {
  const containers = useMemo(() => pod.containers.map(value => ({ value, label: value })), [pod.containers]);
  const since = spans.find(({ seconds }) => seconds === query.sinceSeconds) ?? spans[0];
  return (
    <>
      <Select
        aria-label="Container"
        className={styles.choice}
        options={containers}
        value={query.container}
        onChange={key => onChange({ container: String(key) })}
      />
      <Select
        aria-label="How far back"
        className={styles.choice}
        options={spans.map(({ id, label }) => ({ value: id, label }))}
        value={since.id}
        onChange={key => onChange({ sinceSeconds: spans.find(({ id }) => id === key)?.seconds })}
      />
      <Checkbox
        isSelected={query.previous}
        isDisabled={pod.restarts === 0 && !query.previous}
        onChange={previous => onChange({ previous, follow: !previous })}
      >
        The run before
      </Checkbox>
      <Checkbox
        isSelected={query.follow}
        isDisabled={query.previous}
        onChange={follow => onChange({ follow })}
      >
        Follow
      </Checkbox>
    </>
  );
}

function Refused({ state, query, again }: { state: LogState; query: LogQuery; again: () => void }) {
  const { refusal } = state;
  if (!refusal) {
    return null;
  }
  const helps = refusal.name !== 'NotAllowedError';
  return (
    <AnswerFailed
      title={titleOf(refusal, query)}
      refusal={refusal}
      again={helps ? again : undefined}
      opening={told =>
        refusalOpening(
          told,
          {
            NotAllowedError: 'Logs are for those who own the namespace and for its operators.',
            NotFoundError: 'The pod may be gone, or the container has not run before.',
          },
          '',
        )
      }
    />
  );
}

function titleOf({ name }: Refusal, { namespace, cluster }: LogQuery): string {
  return name === 'NotAllowedError'
    ? `You may not read logs in ${namespace} on ${cluster}`
    : 'There is no log to read';
}
