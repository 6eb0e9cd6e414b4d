import { act, render, screen } from '@testing-library/react';
import { ClockTime } from './ClockTime';
import { Duration } from './Duration';
import { RelativeTime } from './RelativeTime';

const start = new Date(2026, 10, 21, 10, 42);

describe('times', () => {
  beforeEach(() => jest.useFakeTimers({ now: start }));
  afterEach(() => jest.useRealTimers());

  it('go on by themselves, with the exact instant beside them', () => {
    render(<RelativeTime at={start.toISOString()} />);
    const time = screen.getByText('just now');
    expect(time).toHaveAttribute('datetime', start.toISOString());
    expect(time).toHaveAttribute('title', expect.stringContaining('10:42:00'));

    act(() => jest.advanceTimersByTime(3 * 60_000));
    expect(time).toHaveTextContent('3 min ago');
  });

  it('are drawn only when their words change', () => {
    const drawn = jest.fn();
    function Age() {
      drawn();
      return <RelativeTime at={new Date(start.getTime() - 600_000)} />;
    }
    render(<Age />);
    const before = document.querySelector('time')?.firstChild;
    act(() => jest.advanceTimersByTime(30_000));
    expect(drawn).toHaveBeenCalledTimes(1);
    expect(document.querySelector('time')?.firstChild).toBe(before);
  });

  it('stop the ticker when they leave', () => {
    const { unmount } = render(
      <>
        <RelativeTime at={start} />
        <ClockTime at={start} />
      </>,
    );
    expect(jest.getTimerCount()).toBe(1);
    unmount();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('say what they were given when that is no time', () => {
    render(<RelativeTime at="soon" />);
    expect(screen.getByText('soon')).toBeInTheDocument();
  });

  it('measure lengths', () => {
    render(
      <>
        <Duration ms={62_000} />
        <Duration since={new Date(start.getTime() - 5_000)} />
        <Duration since={start} until={new Date(start.getTime() + 7_200_000)} />
      </>,
    );
    expect(screen.getByText('1 min')).toBeInTheDocument();
    expect(screen.getByText('2 h 00 min')).toBeInTheDocument();
    const growing = screen.getByText('5 s');
    act(() => jest.advanceTimersByTime(2_000));
    expect(growing).toHaveTextContent('7 s');
  });
});
