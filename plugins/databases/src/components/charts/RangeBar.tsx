import { Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { type FormEvent, useState } from 'react';
import { type Length, lengths, lengthWords } from '../../charts/range';
import type { RangeView } from '../../hooks/useRange';
import styles from './Charts.module.css';

const all = Object.keys(lengths).filter((key): key is Length => Object.hasOwn(lengths, key));

/** Which time the charts show: so long until now, or one's own span; and back from a zoom. */
export function RangeBar({ view }: { view: RangeView }) {
  const { range, problem, setRange, back } = view;
  const [isOwn, setOwn] = useState(false);
  const chosen = 'length' in range ? [range.length] : [];
  return (
    <div className={styles.bar}>
      {problem && (
        <span role="alert" className={styles.problem}>
          {problem} The usual time is shown.
        </span>
      )}
      {back && (
        <Button variant="secondary" size="small" onPress={back}>
          Back
        </Button>
      )}
      <ToggleButtonGroup
        aria-label="Time range"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={chosen}
        onSelectionChange={keys => {
          const length = all.find(key => keys.has(key));
          if (length) {
            setRange({ length });
          }
        }}
      >
        {all.map(length => (
          <ToggleButton key={length} id={length} size="small">
            {lengthWords[length]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ToggleButton size="small" isSelected={isOwn || chosen.length === 0} onChange={setOwn}>
        From – to
      </ToggleButton>
      {isOwn && <OwnRange view={view} onDone={() => setOwn(false)} />}
    </div>
  );
}

/** As a field for date and time has it, in the reader's time zone. */
function fieldText(seconds: number): string {
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function OwnRange({ view: { window, setRange }, onDone }: { view: RangeView; onDone: () => void }) {
  const [from, setFrom] = useState(() => fieldText(window.from));
  const [to, setTo] = useState(() => fieldText(window.to));
  const seconds = { from: Date.parse(from) / 1000, to: Date.parse(to) / 1000 };
  const isRight = seconds.to - seconds.from >= 300;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isRight) {
      setRange(seconds);
      onDone();
    }
  };
  return (
    <form className={styles.own} onSubmit={submit}>
      <label>
        From <input type="datetime-local" value={from} onChange={event => setFrom(event.target.value)} />
      </label>
      <label>
        to <input type="datetime-local" value={to} onChange={event => setTo(event.target.value)} />
      </label>
      <Button type="submit" variant="secondary" size="small" isDisabled={!isRight}>
        Show
      </Button>
      {!isRight && <span className={styles.problem}>The end has to be at least five minutes later.</span>}
    </form>
  );
}
