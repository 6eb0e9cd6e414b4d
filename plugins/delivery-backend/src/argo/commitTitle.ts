import { shortCommit } from '@greenroom/plugin-delivery-common';

const LONGEST = 120;
/** In the body of what Argo CD Image Updater commits, one line for each image; its first line names the Application only. */
const IMAGE = /^updates image (\S+) tag '([^']*)' to '([^']*)'$/m;

/** The line that people know a commit by. */
export function titleOf(message: string): string {
  const [, image, before, after] = IMAGE.exec(message) ?? [];
  if (image && after) {
    const from = before ? ` from ${shortCommit(before)}` : '';
    return `${image}${from} to ${shortCommit(after)}`;
  }
  const [first = ''] = message.trim().split('\n');
  return first.length > LONGEST ? `${first.slice(0, LONGEST - 1)}…` : first;
}
