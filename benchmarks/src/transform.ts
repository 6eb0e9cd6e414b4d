import path from 'node:path';

/** Where a process of a benchmark's own is started. */
export const root = process.env.GREENROOM_ROOT ?? process.cwd();
/** What it requires first, to read TypeScript. */
export const transform = path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs');
