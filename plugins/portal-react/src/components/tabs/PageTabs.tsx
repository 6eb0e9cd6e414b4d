import { Tab, TabList, Tabs } from '@backstage/ui';
import { memo, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './PageTabs.module.css';

/** One tab of a page. */
export interface PageTab<T extends string> {
  id: T;
  title: string;
}

export interface PageTabsProps<T extends string> {
  /** What these are, for a screen reader. */
  label: string;
  tabs: readonly PageTab<T>[];
  /** Which one is open, and how another one is opened: `useTab`. */
  open: T | undefined;
  onOpen: (id: string | number) => void;
  /** What is in the open one. */
  children: ReactNode;
}

/**
 * Tabs with the contents of the open one. The panel is not the library's: that one looks at once through all that it
 * holds, whenever anything of it changes, for something that takes the keyboard, and with it lays out the whole page. Of a
 * table that is scrolled it was two fifths of the work.
 */
export function PageTabs<T extends string>({ label, tabs, open, onOpen, children }: PageTabsProps<T>) {
  const bar = useRef<HTMLDivElement>(null);
  const [base, setBase] = useState<string>();
  useLayoutEffect(() => setBase(bar.current?.querySelector('[role=tablist]')?.id), []);
  return (
    <div className={styles.tabs}>
      <div ref={bar}>
        <Bar label={label} tabs={tabs} open={open} onOpen={onOpen} />
      </div>
      <div
        key={open}
        role="tabpanel"
        // As the library calls them: its tabs name their panels so.
        id={base && `${base}-tabpanel-${open}`}
        aria-labelledby={base && `${base}-tab-${open}`}
        tabIndex={0}
        className={styles.panel}
      >
        {children}
      </div>
    </div>
  );
}

type BarProps = Omit<PageTabsProps<string>, 'children'>;

/** Drawn only when it says something else: what is in a tab changes all the time, its title does not. */
const Bar = memo(
  BarOfTabs,
  (before, after) =>
    before.label === after.label &&
    before.open === after.open &&
    before.onOpen === after.onOpen &&
    before.tabs.length === after.tabs.length &&
    before.tabs.every(
      ({ id, title }, index) => id === after.tabs[index]?.id && title === after.tabs[index]?.title,
    ),
);

function BarOfTabs({ label, tabs, open, onOpen }: BarProps) {
  return (
    <Tabs selectedKey={open} onSelectionChange={onOpen}>
      <TabList aria-label={label} className={styles.list}>
        {tabs.map(({ id, title }) => (
          <Tab key={id} id={id}>
            {title}
          </Tab>
        ))}
      </TabList>
    </Tabs>
  );
}
