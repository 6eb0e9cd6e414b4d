import { RiFileLine, RiFolderLine, RiGitRepositoryLine, RiTerminalBoxLine } from '@remixicon/react';
import { fileKey, type RepositoryTree, type TreeNode } from '../../review/tree';
import styles from './FileTree.module.css';

export interface FileTreeProps {
  tree: RepositoryTree;
  /** The key of the file whose contents are shown. */
  shown: string;
  onChoose: (key: string) => void;
}

/** One repository: folders to fold, files to look into. */
export function FileTree({ tree: { repository, nodes, files }, shown, onChoose }: FileTreeProps) {
  return (
    <section className={styles.repository} aria-label={repository}>
      <h3 className={styles.name}>
        <RiGitRepositoryLine aria-hidden />
        <span>{repository}</span>
        <span className={styles.count}>{files.length}</span>
      </h3>
      <Nodes nodes={nodes} shown={shown} onChoose={onChoose} />
    </section>
  );
}

function Nodes({ nodes, shown, onChoose }: { nodes: readonly TreeNode[] } & Omit<FileTreeProps, 'tree'>) {
  return (
    <ul className={styles.nodes}>
      {nodes.map(node => (
        <li key={node.path}>
          {node.kind === 'folder' ? (
            <details open>
              <summary className={styles.row}>
                <RiFolderLine aria-hidden />
                {node.name}
              </summary>
              <Nodes nodes={node.children} shown={shown} onChoose={onChoose} />
            </details>
          ) : (
            <button
              type="button"
              className={styles.row}
              aria-current={fileKey(node.file) === shown || undefined}
              onClick={() => onChoose(fileKey(node.file))}
            >
              {node.file.executable ? <RiTerminalBoxLine aria-hidden /> : <RiFileLine aria-hidden />}
              <span>{node.name}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
