import { z } from 'zod';
import type { ImageBehaviours } from '../controllers/ImageBehaviour';
import type { LogLine, PodLogs } from '../kubernetes/server/podLog';

const run = z.object({ startedAt: z.string() });
const pod = z.object({
  spec: z.object({ containers: z.array(z.object({ name: z.string(), image: z.string() })) }),
  status: z.object({
    containerStatuses: z
      .array(
        z.object({
          name: z.string(),
          state: z.object({ running: run.optional(), terminated: run.optional() }),
          lastState: z.object({ terminated: run.optional() }),
        }),
      )
      .default([]),
  }),
});
const usual = ['starting', 'listening on :8080'];

/** What the containers printed: each run the lines of its image, from its start on, half a second apart. */
export function podLogs(images: ImageBehaviours): PodLogs {
  return (object, container, previous) => {
    const read = pod.safeParse(object);
    if (!read.success) return [];
    const image = read.data.spec.containers.find(({ name }) => name === container)?.image ?? '';
    const status = read.data.status.containerStatuses.find(({ name }) => name === container);
    const { running, terminated } = status?.state ?? {};
    const last = status?.lastState.terminated;
    const startedAt = (previous ? last : (running ?? terminated ?? last))?.startedAt;
    return startedAt === undefined ? [] : linesFrom(startedAt, images(image)?.logLines ?? usual);
  };
}

function linesFrom(startedAt: string, texts: string[]): LogLine[] {
  const start = Date.parse(startedAt);
  return texts.map((text, index) => ({ at: new Date(start + index * 500), text }));
}
