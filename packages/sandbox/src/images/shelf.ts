import { z } from 'zod';
import type { StateDirectory } from '../state/StateDirectory';
import type { ImageShelf } from './ImageRegistry';

const file = 'images.json';
const image = z.object({
  repository: z.string(),
  tag: z.string(),
  digest: z.string(),
  release: z.enum(['good', 'slow', 'crashing', 'failing']),
  commit: z.string().optional(),
  authors: z.array(z.object({ name: z.string(), email: z.string() })).optional(),
  pushedAt: z.string(),
});

/** Images in the state directory. A file that nobody can read any more is an empty shelf: pipelines build again. */
export function shelfIn(state: StateDirectory): ImageShelf {
  return {
    read: () => {
      const read = z.array(image).safeParse(parsed(state.read(file)));
      return read.success ? read.data : [];
    },
    write: images => void state.write(file, JSON.stringify(images)),
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
}
