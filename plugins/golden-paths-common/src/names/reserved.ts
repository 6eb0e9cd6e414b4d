/** Names that mean something to whom they would be given, and to whom. */
const words: Readonly<Record<string, readonly string[]>> = {
  'Kubernetes has them': [
    'kubernetes',
    'default',
    'kube-system',
    'kube-public',
    'kube-node-lease',
    'kube-dns',
  ],
  'the platform uses them': [
    'applications',
    'argocd',
    'argo-rollouts',
    'cert-manager',
    'greenroom',
    'monitoring',
    'platform',
    'portal-config',
    'prometheus',
    'vault',
  ],
  'they are roles of a revision': ['active', 'preview', 'stable', 'canary'],
  'they name hosts': ['admin', 'api', 'localhost', 'mail', 'www'],
  'git hosts keep them for pages of their own': [
    'badges',
    'blame',
    'blob',
    'builds',
    'commits',
    'create',
    'edit',
    'environments',
    'files',
    'git',
    'new',
    'raw',
    'refs',
    'tree',
    'update',
    'wiki',
    'wikis',
  ],
  'they are no text in YAML': ['null', 'true', 'false', 'yes', 'no', 'on', 'off'],
  'some systems keep them for devices': ['aux', 'con', 'nul', 'prn'],
};

/** Ends that the portal, Kubernetes or a git host gives to what belongs to another name. */
const endings: Readonly<Record<string, string>> = {
  '-deploy': 'a deployment repository is called so',
  '-preview': 'the Service of a waiting revision is called so',
  '-active': 'the Service of a live revision is called so',
  '-canary': 'the Service of a canary is called so',
  '-stable': 'the Service of a stable revision is called so',
  '-headless': 'the Service of single pods is called so',
  '-app': 'a role in a database is called so',
  '-git': 'some git hosts take it for the end of an address',
  '-wiki': 'git hosts call the repository of a wiki so',
};

/** Why nothing may be called so; `undefined`: nobody keeps it. */
export function reservedWord(name: string): string | undefined {
  if (name.startsWith('kube-')) {
    return 'Kubernetes keeps names that begin with “kube-” for itself.';
  }
  const reason = Object.keys(words).find(why => words[why]?.includes(name));
  return reason === undefined ? undefined : `“${name}” is reserved: ${reason}.`;
}

/** Likewise for how it ends. */
export function reservedEnding(name: string): string | undefined {
  const ending = Object.keys(endings).find(end => name.endsWith(end));
  return ending === undefined ? undefined : `A name may not end in “${ending}”: ${endings[ending]}.`;
}
