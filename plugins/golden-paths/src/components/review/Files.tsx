import { SearchField } from '@backstage/ui';
import { count, EmptyState, Panel } from '@greenroom/plugin-portal-react';
import type { PreviewFile } from '@greenroom/plugin-golden-paths-common';
import { useMemo, useState } from 'react';
import { searchFiles } from '../../review/search';
import { fileKey, treesOf } from '../../review/tree';
import { FileContent } from './FileContent';
import styles from './Files.module.css';
import { FileTree } from './FileTree';

/** Every file by repository, with its contents, and a search through all of them. */
export function Files({ files, leftOut }: { files: readonly PreviewFile[]; leftOut: number }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const found = useMemo(() => searchFiles(files, text), [files, text]);
  const trees = useMemo(() => treesOf(found.files), [found]);
  const shown = found.files.find(file => fileKey(file) === chosen) ?? firstOf(trees);
  return (
    <Panel title={`Files · ${files.length}`} flush>
      <search className={styles.bar}>
        <SearchField
          aria-label="Search in the files"
          placeholder="Path or text…"
          className={styles.text}
          value={text}
          onChange={setText}
        />
        <span role="status" className={styles.count}>
          {text.trim() && `${count(found.lines, 'line')} in ${count(found.files.length, 'file')}`}
        </span>
      </search>
      {leftOut > 0 && <p className={styles.leftOut}>{count(leftOut, 'more file')} not listed here.</p>}
      {shown ? (
        <div className={styles.split}>
          <nav className={styles.tree} aria-label="Files">
            {trees.map(tree => (
              <FileTree key={tree.repository} tree={tree} shown={fileKey(shown)} onChoose={setChosen} />
            ))}
          </nav>
          <FileContent key={fileKey(shown)} file={shown} search={text} />
        </div>
      ) : (
        <EmptyState title={files.length === 0 ? 'No file would be made' : 'No file has that'} />
      )}
    </Panel>
  );
}

/** What somebody looks at first: the readme where there is one. */
function firstOf(trees: ReturnType<typeof treesOf>): PreviewFile | undefined {
  const files = trees[0]?.files ?? [];
  return files.find(({ path }) => /^readme/i.test(path)) ?? files[0];
}
