import { CLUSTERS, type Paths } from './startPaths';

/** Everything outside the portal that a run of this name makes, as the git host itself says. */
export async function left({ sandbox, catalog }: Paths, name: string): Promise<string[]> {
  const { host } = sandbox.git;
  const repositories = [name, `${name}-deploy`].filter(one => host.find('storefront', one));
  const applications = host.find('platform', 'applications');
  const policies = host.find('platform', 'portal-config');
  const head = await applications?.bare.branch('main');
  const raw = (path: string) => fetch(`${sandbox.git.url}/platform/applications/raw/branch/main/${path}`);
  const paths = CLUSTERS.map(cluster => `${cluster}/${name}.yaml`);
  const files = await Promise.all(paths.map(async path => ((await raw(path)).ok ? [path] : [])));
  const branch = await policies?.bare.branch(`greenroom/${name}`);
  const open = policies?.record.pulls.filter(
    pull => pull.head === `greenroom/${name}` && pull.state === 'open',
  );
  return [
    ...repositories,
    ...files.flat(),
    ...(branch ? [`branch ${branch}`] : []),
    ...(open ?? []).map(pull => `request ${pull.number}`),
    ...[...catalog.locations.keys()].filter(location => location.includes(`/${name}/`)),
    ...(head ? [] : ['no applications']),
  ];
}
