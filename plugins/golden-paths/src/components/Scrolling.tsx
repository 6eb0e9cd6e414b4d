import type { ReactNode } from 'react';

/** What scrolls has to be reachable by keyboard, although nothing in it can be pressed. */
const reachable = { tabIndex: 0 };

export interface ScrollingProps {
  /** What a screen reader calls it. */
  name: string;
  className?: string;
  children: ReactNode;
}

/** Text as a machine wrote it, in a box of its own that scrolls. */
export function Scrolling({ name, className, children }: ScrollingProps) {
  return (
    <pre role="region" aria-label={name} className={className} {...reachable}>
      {children}
    </pre>
  );
}
