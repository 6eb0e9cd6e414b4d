import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessibilityProblems } from '../../__testUtils__/accessible';
import { Digest } from './Digest';
import { ShortId } from './ShortId';
import { Stat } from './Stat';

const digest = `sha256:91c2${'0'.repeat(56)}e07a`;

describe('ids', () => {
  it('are short, and copied whole', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    render(<ShortId id="7d9f4c66b8-long" name="the revision" length={6} />);
    expect(screen.getByText('7d9f4c')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Copy the revision' }));
    expect(write).toHaveBeenCalledWith('7d9f4c66b8-long');
    expect(screen.getByRole('status')).toHaveTextContent('Copied');
  });

  it('say when the browser does not let them copy', async () => {
    const user = userEvent.setup();
    jest.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    render(<Digest digest={digest} />);
    await user.click(screen.getByRole('button', { name: 'Copy the digest' }));
    expect(screen.getByRole('status')).toHaveTextContent('did not allow');
  });

  it('show both ends of a digest', async () => {
    const { container } = render(
      <>
        <Digest digest={digest} />
        <Digest digest="short" name="the other" />
        <Stat label="Nodes ready" value="9 of 9" note="v1.31" />
      </>,
    );
    expect(screen.getByText('sha256:91c2…e07a')).toBeInTheDocument();
    expect(screen.getByText('short')).toBeInTheDocument();
    expect(await accessibilityProblems(container)).toEqual([]);
  });
});
