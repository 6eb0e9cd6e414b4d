import { ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type Standing, Watcher } from '../live/Watcher';
import { quietly } from '../redaction/quietly';
import type { ActionDeps } from './ActionDeps';
import { examples } from './waitUntilLive.examples';

/** A service that is cold everywhere takes about half a minute. */
const NORMAL_SECONDS = 120;

/** Waits until the first revision of a service is live and healthy in each of its environments. It only looks. */
export function waitUntilLiveAction({
  portal,
  clock,
  secrets,
}: Pick<ActionDeps, 'portal' | 'clock' | 'secrets'>) {
  return createTemplateAction({
    id: 'greenroom:service:wait-until-live',
    description:
      'Waits until Argo CD has deployed a commit of the deployment repository and the rollout is healthy with the image of that tag, in every environment.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string({ description: 'Name of the service: of its Applications and its rollout.' }),
        namespace: z => z.string({ description: 'Its namespace in each cluster.' }),
        environments: z =>
          z.array(z.object({ name: z.string(), cluster: z.string() }).catchall(z.string()), {
            description: 'Where it runs.',
          }),
        commit: z => z.string({ description: 'The commit of the deployment repository.' }),
        tag: z => z.string({ description: "The image's tag." }),
        timeoutSeconds: z =>
          z
            .number({ description: `How long; ${NORMAL_SECONDS} if left out.` })
            .min(1)
            .max(1_800)
            .optional(),
        onTimeout: z =>
          z
            .enum(['fail', 'continue'], {
              description:
                'Whether the run fails when the time is over, or goes on and says what is missing.',
            })
            .optional(),
      },
      output: {
        live: z => z.boolean({ description: 'Whether it is live in every environment.' }),
        waitingFor: z =>
          z.string({ description: 'What is missing, in a sentence; nothing when it is live.' }),
        revision: z =>
          z.string({ description: 'The revision that is live in the last environment.' }).optional(),
      },
    },
    handler: ctx =>
      quietly(ctx, secrets, async says => {
        const { commit, tag, timeoutSeconds = NORMAL_SECONDS, onTimeout = 'fail', ...service } = ctx.input;
        if (ctx.isDryRun) {
          const where = service.environments.map(environment => environment.name).join(', ');
          says.info(`Would wait for ${service.name} in ${where}, at most ${timeoutSeconds} s.`);
          ctx.output('live', false);
          ctx.output('waitingFor', 'Nothing was made, so nothing can be live.');
          return;
        }
        const watcher = new Watcher({
          portal,
          clock,
          credentials: await ctx.getInitiatorCredentials(),
          signal: ctx.signal,
        });
        const standings = await watcher.until(
          { ...service, target: { commit, tag } },
          timeoutSeconds * 1_000,
          standing => says.info(sentence(standing)),
        );
        const waiting = standings.filter(({ waitsFor }) => waitsFor !== undefined);
        const waitingFor = waiting.map(sentence).join(' ');
        if (waiting.length > 0 && onTimeout === 'fail') {
          throw new ServiceUnavailableError(`Not live after ${timeoutSeconds} s. ${waitingFor}`);
        }
        ctx.output('live', waiting.length === 0);
        ctx.output('waitingFor', waitingFor);
        const revision = standings.at(-1)?.revision;
        if (revision !== undefined) {
          ctx.output('revision', revision);
        }
      }),
  });
}

function sentence({ name, waitsFor }: Standing): string {
  return waitsFor === undefined ? `${name}: live and healthy.` : `${name}: ${waitsFor}.`;
}
