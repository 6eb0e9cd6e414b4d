import type { RevertedFile } from '@greenroom/plugin-delivery-common';
import { Mono } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { type DiffLine, diffLines, withContext } from '../../revert/lines';
import styles from './FileChange.module.css';

const changes: Record<RevertedFile['change'], string> = {
  changed: 'changed',
  added: 'comes back',
  removed: 'is taken away',
};
const marks: Record<DiffLine['kind'], string> = { same: ' ', gone: '−', new: '+' };
const words: Record<DiffLine['kind'], string> = { same: '', gone: 'gone: ', new: 'new: ' };

/** One file as it would be changed: lines that go and lines that come, with a sign beside their colour. */
export function FileChange({ file }: { file: RevertedFile }) {
  const { path, change, before = '', after = '' } = file;
  const lines = useMemo(() => withContext(diffLines(before, after)), [before, after]);
  return (
    <figure className={styles.file}>
      <figcaption className={styles.head}>
        <Mono>{path}</Mono> <span className={styles.change}>{changes[change]}</span>
      </figcaption>
      <div className={styles.scroll}>
        <ol className={styles.lines} aria-label={`Changes of ${path}`}>
          {lines.map((line, index) =>
            line ? (
              <li key={index} data-kind={line.kind}>
                <span aria-hidden="true" className={styles.mark}>
                  {marks[line.kind]}
                </span>
                <span className={styles.spoken}>{words[line.kind]}</span>
                <code>{line.text}</code>
              </li>
            ) : (
              <li key={index} className={styles.left}>
                …
              </li>
            ),
          )}
        </ol>
      </div>
    </figure>
  );
}
