/** What a commit says of itself, for people. */
export interface CommitNote {
  message: string;
  /** The author's name as the commit has it. */
  author: string;
}
