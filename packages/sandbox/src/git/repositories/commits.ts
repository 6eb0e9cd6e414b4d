/** Who did something to a repository, and when. */
export interface Signature {
  name: string;
  email: string;
  /** RFC 3339. */
  date: string;
}

export interface CommitFacts {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  /** With the line end that git puts behind it. */
  message: string;
}

/** For `git log -z`: each commit is ten fields, and a NUL ends each of them, as no field can hold one. */
export const commitFormat = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B';
const fieldCount = 10;

/** Reads what `git log -z --format=<commitFormat>` prints. */
export function readCommits(printed: string): CommitFacts[] {
  const fields = printed.split('\0');
  const commits: CommitFacts[] = [];
  for (let at = 0; at + fieldCount <= fields.length; at += fieldCount) {
    commits.push(readCommit(fields.slice(at, at + fieldCount)));
  }
  return commits;
}

function readCommit(fields: string[]): CommitFacts {
  const [sha = '', tree = '', parents = '', name = '', email = '', date = '', ...rest] = fields;
  const [committerName = '', committerEmail = '', committed = '', message = ''] = rest;
  return {
    sha,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name, email, date },
    committer: { name: committerName, email: committerEmail, date: committed },
    message,
  };
}
