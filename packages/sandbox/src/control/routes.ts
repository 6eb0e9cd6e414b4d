import { z } from 'zod';
import type { LogEntry, NextEvent } from '../scenario/Agenda';
import { ControlError } from './ControlError';

/** `GET /scenario`. */
export interface ScenarioStatus {
  name: string;
  state: 'running' | 'paused';
  speed: number;
  now: string;
  next?: NextEvent;
  seed: number;
  /** Oldest first. */
  log: LogEntry[];
}

/** A fault to put on a target, e.g. `watch-cut` on `cluster:eks-prod`. */
export interface Injection {
  target: string;
  fault: string;
  /** Until it ends by itself; a lasting one without ends by the fault `none`. */
  seconds?: number;
  /** `unauthorized`, `forbidden`: only for this user. */
  user?: string;
  /** `slow`: how late every answer is. */
  milliseconds?: number;
  /** `restore`: how many writes are lost; `ignored-writes`: how many are. */
  writes?: number;
  /** `ignored-writes`: changes of the specification too. */
  specifications?: boolean;
  /** `ignored-writes`: only those to rollouts of this namespace. */
  namespace?: string;
  /** `restore`: into a cluster with another identity. */
  newCluster?: boolean;
}

/** What the interface controls. */
export interface Controlled {
  status(): ScenarioStatus;
  pause(): void;
  resume(): void;
  setSpeed(speed: number): void;
  advance(seconds: number): void;
  reset(): Promise<void>;
  /** Targets and the faults each knows; `image:<reference>` is every target that begins with `image:`. */
  faults(): Record<string, string[]>;
  inject(injection: Injection): void;
  endpoints(): object;
  requests(): object;
  pipelines(): object;
  secrets(): object;
}

export interface Route {
  method: 'GET' | 'POST';
  path: string;
  answer(controlled: Controlled, body: unknown): object | Promise<object>;
}

const nothing = z.strictObject({}).optional();
const speedBody = z.strictObject({ speed: z.number().min(0.1).max(100) });
const advanceBody = z.strictObject({ seconds: z.number().positive().max(86_400) });
const injectBody = z.strictObject({
  target: z.string(),
  fault: z.string(),
  seconds: z.number().positive().max(3_600).optional(),
  user: z.string().optional(),
  milliseconds: z.number().positive().max(600_000).optional(),
  writes: z.int().positive().optional(),
  specifications: z.boolean().optional(),
  namespace: z.string().optional(),
  newCluster: z.boolean().optional(),
});

export const routes: Route[] = [
  { method: 'GET', path: '/healthz', answer: () => ({ status: 'ok' }) },
  { method: 'GET', path: '/scenario', answer: controlled => controlled.status() },
  { method: 'GET', path: '/endpoints', answer: controlled => controlled.endpoints() },
  { method: 'GET', path: '/requests', answer: controlled => controlled.requests() },
  { method: 'GET', path: '/pipelines', answer: controlled => controlled.pipelines() },
  { method: 'GET', path: '/secrets', answer: controlled => controlled.secrets() },
  act('pause', nothing, controlled => controlled.pause()),
  act('resume', nothing, controlled => controlled.resume()),
  act('speed', speedBody, (controlled, { speed }) => controlled.setSpeed(speed)),
  act('advance', advanceBody, (controlled, { seconds }) => controlled.advance(seconds)),
  act('reset', nothing, controlled => controlled.reset()),
  act('inject', injectBody, (controlled, injection) => {
    checkKnown(controlled.faults(), injection);
    controlled.inject(injection);
  }),
];

/** An act answers with what the scenario is afterwards. */
function act<Body>(
  name: string,
  schema: z.ZodType<Body>,
  perform: (controlled: Controlled, body: Body) => void | Promise<void>,
): Route {
  return {
    method: 'POST',
    path: `/scenario/${name}`,
    answer: async (controlled, body) => {
      const read = schema.safeParse(body);
      if (!read.success) throw new ControlError(400, causes(read.error));
      await perform(controlled, read.data);
      return controlled.status();
    },
  };
}

function causes(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
}

function checkKnown(known: Record<string, string[]>, { target, fault }: Injection): void {
  const faults = known[target] ?? known[`${target.split(':')[0]}:<reference>`];
  if (!faults || target.endsWith(':')) {
    throw new ControlError(400, `target: ${target} is unknown; known are ${Object.keys(known).join(', ')}`);
  }
  if (!faults.includes(fault)) {
    throw new ControlError(400, `fault: ${fault} is unknown; ${target} knows ${faults.join(', ')}`);
  }
}
