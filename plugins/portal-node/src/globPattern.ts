/** How names are matched wherever the configuration has them: `*` is any run of characters, everything else is itself. */
export function globPattern(glob: string): RegExp {
  const literal = glob.split('*').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's');
}
