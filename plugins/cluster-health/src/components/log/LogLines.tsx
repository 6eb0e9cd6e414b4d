import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { LogLine } from '../../log/LogState';
import { pieces, plain } from '../../log/words';
import styles from './Log.module.css';

/** Must agree with the style sheet. */
const LINE_PX = 19;
/** A box that scrolls takes the keyboard, or nobody without a mouse could read on. */
const SCROLLED_BY_KEYBOARD = 0;
/** As near to the end as this counts as being there. */
const AT_END_PX = 2 * LINE_PX;

export interface LogLinesProps {
  lines: readonly LogLine[];
  /** What is looked for: it is marked. */
  wanted: string;
  /** New lines come: whoever is at the end stays there. */
  follow: boolean;
}

/** Lines of a log; only those on the screen are drawn. They can be scrolled by keyboard: the box takes it. */
export function LogLines({ lines, wanted, follow }: LogLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    getItemKey: index => lines[index]?.number ?? index,
    overscan: 20,
  });
  const last = lines.at(-1)?.number;
  useEffect(() => {
    if (follow && atEnd.current && lines.length > 0) {
      virtualizer.scrollToIndex(lines.length - 1, { align: 'end' });
    }
  }, [follow, last, lines.length, virtualizer]);
  return (
    <div
      ref={scroller}
      className={styles.lines}
      role="log"
      aria-label="Lines of the log"
      aria-live="off"
      tabIndex={SCROLLED_BY_KEYBOARD}
      onScroll={({ currentTarget: box }) => {
        atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX;
      }}
    >
      <div className={styles.all} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return (
            line && (
              <div key={line.number} className={styles.line} style={{ transform: `translateY(${start}px)` }}>
                <span className={styles.number} aria-hidden="true">
                  {line.number}
                </span>
                <Marked text={plain(line.text)} wanted={wanted} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Marked({ text, wanted }: { text: string; wanted: string }) {
  return (
    <span>
      {pieces(text, wanted).map((piece, index) =>
        index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
      )}
    </span>
  );
}
