import { verdictStateSchema } from '@greenroom/plugin-portal-common';
import { render, screen } from '@testing-library/react';
import { accessibilityProblems } from '../../__testUtils__/accessible';
import { StaleContext } from '../topic/StaleContext';
import { OutcomeMark } from './OutcomeMark';
import { VerdictMark, VerdictPill } from './VerdictMark';

describe('verdicts', () => {
  it.each(verdictStateSchema.options)('%s is a word and a shape of its own', state => {
    const { container } = render(<VerdictMark state={state} />);
    expect(screen.getByText(state)).toBeInTheDocument();
    expect(container.querySelectorAll('svg[aria-hidden="true"]')).toHaveLength(1);
  });

  it('no two states have the same shape', () => {
    const { container } = render(
      <>
        {verdictStateSchema.options.map(state => (
          <VerdictPill key={state} state={state} />
        ))}
      </>,
    );
    const shapes = [...container.querySelectorAll('svg')].map(svg => svg.innerHTML);
    expect(new Set(shapes).size).toBe(verdictStateSchema.options.length);
  });

  it('takes words of its own', () => {
    render(<VerdictMark state="waiting">at maximum</VerdictMark>);
    expect(screen.getByText('at maximum')).toBeInTheDocument();
    expect(screen.queryByText('waiting')).not.toBeInTheDocument();
  });

  it('is only what it was where what is drawn is old', () => {
    const { container } = render(
      <StaleContext.Provider value>
        <VerdictPill state="healthy" />
        <VerdictMark state="unknown" />
      </StaleContext.Provider>,
    );
    expect(container).toHaveTextContent('was healthyunknown');
    expect(container.querySelector('[data-state="healthy"]')).toBeNull();
  });

  it.each([
    ['pass', 'pass'],
    ['warn', 'warning'],
    ['block', 'blocks'],
    ['unknown', 'unknown'],
  ] as const)('the outcome %s says %s', async (outcome, word) => {
    const { container } = render(<OutcomeMark outcome={outcome} />);
    expect(screen.getByText(word)).toBeInTheDocument();
    expect(await accessibilityProblems(container)).toEqual([]);
  });
});
