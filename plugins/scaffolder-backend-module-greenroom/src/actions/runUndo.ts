import { isError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type Made, runReportSchema } from '@greenroom/plugin-golden-paths-common';
import { quietly, type Says } from '../redaction/quietly';
import type { ActionDeps } from './ActionDeps';
import { examples } from './runUndo.examples';

/** Takes away what the earlier steps of a run made, when one of them failed: the last step, `if: ${{ failure() }}`. */
export function runUndoAction({ portal, secrets }: Pick<ActionDeps, 'portal' | 'secrets'>) {
  return createTemplateAction({
    id: 'greenroom:run:undo',
    description:
      'Undoes, in reverse, what this run has made, and nothing else. Says what was undone, what remains, and how that is removed. The run has failed already, so this step does not fail besides.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {},
      output: {
        undone: z => z.array(z.string(), { description: 'What is gone.' }),
        remains: z => z.array(z.string(), { description: 'What could not be taken away.' }),
      },
    },
    handler: ctx =>
      quietly(ctx, secrets, async says => {
        if (ctx.isDryRun) {
          says.info('Would undo what the steps before it made, if one of them failed.');
          ctx.output('undone', []);
          ctx.output('remains', []);
          return;
        }
        const question = {
          plugin: 'golden-paths',
          path: `/runs/${encodeURIComponent(ctx.task.id)}/undo`,
          body: {},
          onBehalfOf: await ctx.getInitiatorCredentials(),
        };
        const made = await portal.ask(question, runReportSchema).then(
          run => run.made,
          error => {
            says.warn(`Nothing could be undone: ${isError(error) ? error.message : error}`);
            says.warn('The page of this run says what is left, and how it is removed.');
            return [];
          },
        );
        made.forEach(thing => sayThing(says, thing));
        ctx.output('undone', namesOf(made.filter(({ state }) => state === 'undone')));
        ctx.output('remains', namesOf(made.filter(({ state }) => state !== 'undone')));
      }),
  });
}

function sayThing(says: Says, thing: Made): void {
  const what = `${thing.kind} ${thing.ref}`;
  if (thing.state === 'undone') {
    says.info(`Undone: ${what}${thing.why ? ` (${thing.why})` : ''}`);
    return;
  }
  says.warn(`Remains: ${what}${thing.why ? ` (${thing.why})` : ''}`);
  const { url, command } = thing.howToRemove ?? {};
  [url, command].filter(how => how !== undefined).forEach(how => says.warn(`  To remove it: ${how}`));
}

function namesOf(things: readonly Made[]): string[] {
  return things.map(({ kind, ref }) => `${kind} ${ref}`);
}
