import type { Signature } from './commits';

/** A file as a commit leaves it; without content it is gone. */
export interface FileChange {
  path: string;
  content?: Buffer;
  executable?: boolean;
}

export interface NewCommit {
  branch: string;
  /** What it is put upon; none for the first of a repository. */
  parent?: string;
  message: string;
  author: Signature;
  committer: Signature;
  files: readonly FileChange[];
}

/** What `git fast-import` reads to make that commit; it prints the commit's id. */
export function fastImport(commit: NewCommit): Buffer {
  const head = [
    `commit refs/heads/${commit.branch}\nmark :1\n`,
    `author ${person(commit.author)}\ncommitter ${person(commit.committer)}\n`,
    data(commit.message),
    ...(commit.parent ? [`from ${commit.parent}\n`] : []),
  ];
  const tail = ['\nget-mark :1\n', 'done\n'];
  return Buffer.concat([...head, ...commit.files.flatMap(fileLines), ...tail].map(asBuffer));
}

function fileLines({ path, content, executable }: FileChange): (string | Buffer)[] {
  if (!content) return [`D ${quoted(path)}\n`];
  return [`M ${executable ? '100755' : '100644'} inline ${quoted(path)}\n`, ...dataParts(content)];
}

function data(text: string): Buffer {
  return Buffer.concat(dataParts(Buffer.from(text)).map(asBuffer));
}

function dataParts(content: Buffer): (string | Buffer)[] {
  return [`data ${content.length}\n`, content, '\n'];
}

function person({ name, email, date }: Signature): string {
  const plain = (text: string) => text.replace(/[<>\n\0]/g, '').trim();
  const seconds = Math.floor(new Date(date).getTime() / 1_000);
  return `${plain(name)} <${plain(email)}> ${seconds} +0000`;
}

function quoted(path: string): string {
  return `"${path.replace(/[\\"]/g, character => `\\${character}`)}"`;
}

function asBuffer(part: string | Buffer): Buffer {
  return typeof part === 'string' ? Buffer.from(part) : part;
}
