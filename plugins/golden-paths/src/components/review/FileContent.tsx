import { CopyButton, EmptyState, Mono } from '@greenroom/plugin-portal-react';
import type { PreviewFile } from '@greenroom/plugin-golden-paths-common';
import { useMemo } from 'react';
import { linesWith } from '../../review/search';
import { sizeOf } from '../../review/words';
import { Scrolling } from '../Scrolling';
import styles from './FileContent.module.css';

/** One file as it would be, with the lines marked that a search found. */
export function FileContent({ file, search }: { file: PreviewFile; search: string }) {
  const { repository, path, content, size, executable } = file;
  return (
    <section className={styles.file} aria-label={`${repository}: ${path}`}>
      <div className={styles.head}>
        <Mono>{path}</Mono>
        <span className={styles.facts}>
          {sizeOf(size)}
          {executable && ' · executable'}
        </span>
        {content !== undefined && <CopyButton text={content} name={path} />}
      </div>
      {content === undefined ? (
        <EmptyState title={file.left === 'too-large' ? 'Too large to show here' : 'Not text'}>
          It would be written as it is.
        </EmptyState>
      ) : (
        <Lines content={content} search={search} path={path} />
      )}
    </section>
  );
}

function Lines({ content, search, path }: { content: string; search: string; path: string }) {
  const found = useMemo(() => new Set(linesWith(content, search)), [content, search]);
  // The last line break ends the last line, it does not begin another one.
  const lines = content.replace(/\n$/, '').split('\n');
  return (
    <Scrolling name={`Contents of ${path}`} className={styles.lines}>
      {lines.map((line, index) => (
        <code key={index} className={styles.line} data-found={found.has(index + 1) || undefined}>
          {line}
          {'\n'}
        </code>
      ))}
    </Scrolling>
  );
}
