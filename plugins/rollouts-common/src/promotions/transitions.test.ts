import { requestStateSchema } from './promotionRequest';
import { isEnded, isOpen, mayBecome } from './transitions';

const states = requestStateSchema.options;

describe('transitions', () => {
  it('are those of the design and no others', () => {
    const allowed = states.flatMap(from =>
      states.filter(to => mayBecome(from, to)).map(to => `${from} → ${to}`),
    );
    expect(allowed.sort()).toEqual([
      'approved → executing',
      'approved → expired',
      'approved → rejected',
      'approved → superseded',
      'approved → withdrawn',
      'executing → approved',
      'executing → failed',
      'executing → promoted',
      'executing → superseded',
      'executing → unknown',
      'unknown → approved',
      'unknown → failed',
      'unknown → promoted',
      'unknown → superseded',
      'waiting → approved',
      'waiting → expired',
      'waiting → rejected',
      'waiting → superseded',
      'waiting → withdrawn',
    ]);
  });

  it('tell open from ended', () => {
    expect(states.filter(isOpen)).toEqual(['waiting', 'approved', 'executing', 'unknown']);
    expect(states.filter(isEnded)).toEqual(states.filter(state => !isOpen(state)));
  });
});
