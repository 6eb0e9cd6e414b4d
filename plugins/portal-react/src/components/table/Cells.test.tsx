import { render, screen } from '@testing-library/react';
import { StateCell } from './Cells';

const verdict = {
  state: 'degraded' as const,
  reasons: [{ text: 'ip-10-0-1-7.internal does not answer' }, { text: 'and more' }],
};

it('says why without the name that the row has, and all of it to who asks', () => {
  render(<StateCell verdict={verdict} name="ip-10-0-1-7.internal" />);
  expect(screen.getByText('does not answer').closest('[title]')).toHaveAttribute(
    'title',
    'ip-10-0-1-7.internal does not answer\nand more',
  );
});

it.each([undefined, 'ip-10-0-1-7', 'web'])('leaves a sentence about another as it is: %s', name => {
  render(<StateCell verdict={verdict} name={name} />);
  expect(screen.getByText('ip-10-0-1-7.internal does not answer')).toBeInTheDocument();
});
