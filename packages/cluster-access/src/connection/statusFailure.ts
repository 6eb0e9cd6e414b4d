import { z } from 'zod';
import { ClusterFailure, type FailureDetail, type FailureKind } from './ClusterFailure';

/** Kubernetes' `Status`, as far as it is read here; every field may be missing. */
export const statusSchema = z.object({
  kind: z.literal('Status'),
  reason: z.string().optional(),
  message: z.string().optional(),
  code: z.number().optional(),
  details: z
    .object({
      retryAfterSeconds: z.number().optional(),
      causes: z.array(z.object({ reason: z.string().optional(), message: z.string().optional() })).optional(),
    })
    .optional(),
});
export type KubernetesStatus = z.infer<typeof statusSchema>;

const kinds: Record<number, FailureKind> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'absent',
  405: 'invalid',
  406: 'invalid',
  409: 'conflict',
  410: 'expired',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  429: 'throttled',
};

export interface Answer {
  code: number;
  /** The body, which is not always a `Status` and not always JSON: 429 comes as text. */
  text: string;
  /** The `Retry-After` header. */
  retryAfter?: string;
}

/** The `Status` in a body, if it is one. */
export function readStatus(text: string): KubernetesStatus | undefined {
  try {
    const parsed = statusSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Turns a refusal into a `ClusterFailure`.
 * @param task - what was asked, to follow "cannot", e.g. `list rollouts.argoproj.io in any namespace`
 */
export function statusFailure(answer: Answer, task: string): ClusterFailure {
  const status = readStatus(answer.text);
  const kind = isAhead(status) ? 'ahead' : (kinds[answer.code] ?? 'server');
  return new ClusterFailure({
    kind,
    code: answer.code,
    ...describe(kind, answer, task, status),
    retryAfter: retryAfter(answer, status),
    serverMessage: status?.message,
  });
}

/** The same for the `Status` that comes as a watch event of type `ERROR`. */
export function statusEventFailure(object: unknown, task: string): ClusterFailure {
  const parsed = statusSchema.safeParse(object);
  const code = parsed.success ? (parsed.data.code ?? 500) : 500;
  return statusFailure({ code, text: JSON.stringify(object) ?? '' }, task);
}

function isAhead(status: KubernetesStatus | undefined): boolean {
  return status?.details?.causes?.some(cause => cause.reason === 'ResourceVersionTooLarge') ?? false;
}

function retryAfter(answer: Answer, status: KubernetesStatus | undefined): number | undefined {
  const seconds = Number(answer.retryAfter ?? status?.details?.retryAfterSeconds);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function describe(
  kind: FailureKind,
  answer: Answer,
  task: string,
  status: KubernetesStatus | undefined,
): Pick<FailureDetail, 'reason' | 'cure' | 'maybeDone'> {
  const said = status?.message ?? answer.text.trim().split('\n')[0]?.slice(0, 200) ?? '';
  switch (kind) {
    case 'unauthenticated':
      return {
        reason: 'the token was refused (401)',
        cure: 'Give a token or certificate that this cluster accepts; a rotated token file is read again by itself.',
      };
    case 'forbidden':
      return {
        reason: `not permitted: cannot ${task}`,
        cure: 'Grant the rule that is shown to the identity the portal uses on this cluster.',
      };
    case 'throttled':
      return {
        reason: `the API server asks to be left alone for a moment (429) and does not ${task}`,
        cure: 'If it lasts, give the portal’s identity a FlowSchema of its own.',
      };
    case 'absent':
      return { reason: `cannot ${task}: there is no such thing (404)` };
    case 'server':
      return {
        reason: `the API server answered ${answer.code} and could not ${task}${said ? `: ${said}` : ''}`,
        cure: 'Look at the health of the API server and of its etcd.',
        maybeDone: true,
      };
    case 'ahead':
      return { reason: 'the API server is older than what was read from it before: it was restored' };
    case 'expired':
      return { reason: `what is held is too old to go on from (410): it is read again` };
    default:
      return { reason: `cannot ${task}: the API server answered ${answer.code}${said ? `, ${said}` : ''}` };
  }
}
