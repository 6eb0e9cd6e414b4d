import { type GitAccess, readRemote } from '@greenroom/git-access';
import { InputError } from '@backstage/errors';
import type { Commit } from '@greenroom/plugin-delivery-common';
import type { CommitBook } from '../CommitBook';
import type { SourceRow } from '../rows';

/** Pages of what Applications name, as far as the portal knows where they are. */
export interface Links {
  commit(source: Pick<SourceRow, 'repoUrl' | 'chart'> | undefined, sha: string): Commit;
  folder(source: SourceRow): string | undefined;
  /** The Application in Argo CD. */
  application(cluster: string, namespace: string, name: string): string | undefined;
}

/** @param argoCd - where a cluster's Argo CD has its pages, by the cluster's name */
export function createLinks(
  git: Pick<GitAccess, 'repository'>,
  argoCd: ReadonlyMap<string, string>,
  book: Pick<CommitBook, 'of'>,
): Links {
  const repository = (repoUrl: string) => {
    try {
      return git.repository(repoUrl);
    } catch (error) {
      if (error instanceof InputError) {
        return undefined;
      }
      throw error;
    }
  };
  return {
    commit(source, sha) {
      const known = source && source.chart === undefined ? repository(source.repoUrl) : undefined;
      return known ? { sha, url: known.commitUrl(sha), ...book.of(source?.repoUrl ?? '', sha) } : { sha };
    },
    folder({ repoUrl, path, branch, chart }) {
      const known = chart === undefined ? repository(repoUrl) : undefined;
      return path === undefined || branch === 'HEAD' ? known?.url : known?.pathUrl(path, branch);
    },
    application(cluster, namespace, name) {
      const base = argoCd.get(cluster);
      return base && `${base}/applications/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
    },
  };
}

/** The repository as people call it; nothing of an address that is none is repeated, as it may have credentials in it. */
export function nameOfRepository(repoUrl: string): string {
  const known = readRemote(repoUrl);
  return known ? `${known.host}/${known.path}` : 'a repository with an unusual address';
}
