import type { ImageChange } from './kustomization';

/** Argo CD Image Updater's own template, with what it calls an image: the name without its registry. */
export function commitMessage(application: string, changes: readonly ImageChange[]): string {
  const lines = changes.map(
    ({ image, before, after }) =>
      `updates image ${withoutRegistry(image.repository)} tag '${before}' to '${after}'`,
  );
  return `build: automatic update of ${application}\n\n${lines.join('\n')}\n`;
}

function withoutRegistry(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? rest.join('/') : repository;
}
