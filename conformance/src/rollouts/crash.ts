import type { CheckContext } from '../CheckContext';
import { createTemplate, untilMeasured, withAnalysis } from './analysis';
import { LiveRollout } from './LiveRollout';

/**
 * A rollout whose new pods stop being ready after they got the traffic, while an analysis still runs.
 * @param tag of their image: no other check may have it
 */
export async function crashPastCutOver(context: CheckContext, tag: string) {
  await createTemplate(context, { name: 'long', count: 90 }, 99.9);
  const rollout = await LiveRollout.deploy(context, {
    blueGreen: {
      scaleDownDelaySeconds: 60,
      ...withAnalysis('postPromotionAnalysis', 'long').blueGreen,
    },
  });
  const stable = await rollout.get();
  const { status } = await rollout.pushToPause(tag);
  await rollout.cutOver();
  await untilMeasured(context, 'long');
  await context.target.makeUnready(context, { tag, hash: status.currentPodHash ?? '' });
  return { rollout, stable, crashing: status.currentPodHash };
}
