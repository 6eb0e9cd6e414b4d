import type { DryStep } from './targets';
import { targetOf } from './targets';

/** What a step would do, in a sentence. `files`: how many of the preview's it puts into its repository. */
export function does(step: DryStep, files: number): string {
  const target = targetOf(step);
  const { action, input } = step;
  const text = (key: string) => (typeof input[key] === 'string' ? input[key] : '');
  if (action.startsWith('publish:')) {
    return target ? `Makes the repository ${target.repository} with ${files} files` : 'Makes a repository';
  }
  switch (action) {
    case 'greenroom:names:check':
      return `Checks that ${text('name')} can be had, and derives every other name from it`;
    case 'greenroom:git:commit':
      return `Commits ${files} files to ${target?.repository ?? 'a repository'}`;
    case 'greenroom:policy:register':
      return `Asks ${target?.repository ?? 'a repository'} for the approval policy by a change request`;
    case 'greenroom:service:wait-until-live':
      return 'Waits until the first revision is live and healthy';
    case 'greenroom:run:undo':
      return 'Takes back what was made, if a step fails';
    case 'catalog:register':
      return `Enters ${text('catalogInfoUrl') || text('repoContentsUrl')} in the catalog`;
    case 'fetch:template':
    case 'fetch:plain':
      return `Writes ${text('url')} into ${text('targetPath') || 'the workspace'}`;
    default:
      return `Runs ${action}`;
  }
}
