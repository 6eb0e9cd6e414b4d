import type { Act, ActOptions } from '../Act';
import type { WriterClock } from '../clock';
import type { Deed } from '../RolloutWriter';
import { abort } from './abort';
import { nudge } from './nudge';
import { pausing } from './pausing';
import { promote } from './promote';
import { promoteFull } from './promoteFull';
import { restart } from './restart';
import { retry } from './retry';
import { undo } from './undo';

type Single = Exclude<Deed['act'], 'undo' | 'restart' | 'return-to-stable'>;

const acts: Readonly<Record<Single, (options: ActOptions) => Act>> = {
  promote,
  'promote-full': promoteFull,
  retry,
  abort,
  nudge,
  pause: options => pausing(options, true),
  resume: options => pausing(options, false),
};

/** The one write that a deed is; absent for the return to stable, which may take several. */
export function actOf(deed: Deed, options: ActOptions, clock: WriterClock): Act | undefined {
  if (deed.act === 'undo') {
    return undo(options, deed.toRevision);
  }
  if (deed.act === 'restart') {
    return restart(options, clock, deed.sent?.restart);
  }
  return deed.act === 'return-to-stable' ? undefined : acts[deed.act](options);
}
