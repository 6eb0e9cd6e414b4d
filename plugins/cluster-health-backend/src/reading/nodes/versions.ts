interface Version {
  major: number;
  minor: number;
}

function readVersion(written: string | undefined): Version | undefined {
  const match = /^v?(\d+)\.(\d+)/.exec(written ?? '');
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

/** kubernetes.io/releases/version-skew-policy/#kubelet: three minor versions since 1.25, never newer than the API server. */
const KUBELET_MAY_LAG = 3;

/** What is wrong with a kubelet's version beside the API server's; `undefined` when nothing is, or one is unknown. */
export function versionSkew(kubelet: string | undefined, server: string | undefined): string | undefined {
  const theirs = readVersion(kubelet);
  const ours = readVersion(server);
  if (!theirs || !ours || theirs.major !== ours.major) {
    return undefined;
  }
  const behind = ours.minor - theirs.minor;
  if (behind < 0) {
    return `its kubelet ${kubelet} is newer than the API server ${server}`;
  }
  return behind > KUBELET_MAY_LAG
    ? `its kubelet ${kubelet} is ${behind} minor versions older than the API server ${server}; ${KUBELET_MAY_LAG} are supported`
    : undefined;
}

/** The version that most of them have; of equally many the newest. */
export function mostCommon(versions: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  versions.forEach(version => version !== undefined && counts.set(version, (counts.get(version) ?? 0) + 1));
  const sorted = [...counts].sort(
    ([a, many], [b, more]) => more - many || b.localeCompare(a, 'en', { numeric: true }),
  );
  return sorted[0]?.[0];
}
