import { z } from 'zod';

/** A folder (or a file) of the workspace that a step would put into a repository. */
export interface Target {
  /** With a slash at its end for a folder. */
  from: string;
  /** `org/name` at the git host. */
  repository: string;
  /** Folder or file of the repository. */
  to: string;
}

/** A step as it would run, with its input. */
export interface DryStep {
  id: string;
  name: string;
  action: string;
  input: Record<string, unknown>;
}

const publishSchema = z.object({ repoUrl: z.string(), sourcePath: z.string().optional() });
const commitSchema = z.object({
  repository: z.string(),
  sourcePath: z.string(),
  targetPath: z.string().optional(),
});
const policySchema = z.object({ repository: z.string(), sourcePath: z.string(), name: z.string() });

/** Where the step's files go; `undefined` for a step that puts none anywhere. */
export function targetOf({ action, input }: DryStep): Target | undefined {
  if (action.startsWith('publish:')) {
    const { data } = publishSchema.safeParse(input);
    return data && { from: folder(data.sourcePath ?? ''), repository: ofRepoUrl(data.repoUrl), to: '' };
  }
  if (action === 'greenroom:git:commit') {
    const { data } = commitSchema.safeParse(input);
    return (
      data && {
        from: folder(data.sourcePath),
        repository: ofUrl(data.repository),
        to: folder(data.targetPath ?? ''),
      }
    );
  }
  if (action === 'greenroom:policy:register') {
    const { data } = policySchema.safeParse(input);
    return (
      data && {
        from: plain(data.sourcePath),
        repository: ofUrl(data.repository),
        to: `promotions/${data.name}.yaml`,
      }
    );
  }
  return undefined;
}

/** Where a file of the workspace would be; by the longest folder that it is in. */
export function placeOf(
  path: string,
  targets: readonly Target[],
): { repository: string; path: string } | undefined {
  const fitting = targets.filter(
    ({ from }) => path === from || from === '' || (from.endsWith('/') && path.startsWith(from)),
  );
  const [best] = fitting.sort((one, other) => other.from.length - one.from.length);
  if (!best) {
    return undefined;
  }
  const isFile = path === best.from;
  return {
    repository: best.repository,
    path: isFile ? best.to : `${best.to}${path.slice(best.from.length)}`,
  };
}

function plain(path: string): string {
  return path.replace(/^\.?\/+/, '').replace(/\/+$/, '');
}

function folder(path: string): string {
  const name = plain(path);
  return name === '' || name === '.' ? '' : `${name}/`;
}

function ofRepoUrl(repoUrl: string): string {
  const query = new URLSearchParams(repoUrl.split('?')[1] ?? '');
  return `${query.get('owner') ?? query.get('project') ?? ''}/${query.get('repo') ?? ''}`;
}

function ofUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.replace(/^\//, '').replace(/\.git$/, '') : url;
}
