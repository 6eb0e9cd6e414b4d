import type { NavContentComponentProps, NavContentNavItem } from '@backstage/plugin-app-react';
import { WaitingBadge } from '@greenroom/plugin-rollouts';
import { RiCloseLine, RiMenuLine } from '@remixicon/react';
import { type ReactElement, useEffect, useState } from 'react';
import { NavLink, useLocation } from 'react-router-dom';
import { useSearchShortcut } from '../hooks/useSearchShortcut';
import { Logo } from './Logo';
import styles from './Nav.module.css';

/** Where people go, in the order of how often; what is not named here comes after, so that a new feature is never lost. */
const places = [
  'page:home',
  'page:catalog',
  'page:rollouts',
  'page:cluster-health',
  'page:databases',
  'page:vault-leases',
  'page:golden-paths',
  'page:techdocs',
  'page:portal/sources',
];
/** About oneself rather than about services. */
const personal = ['page:search', 'page:notifications', 'page:user-settings'];

/** Reached from the page of what they are about, and empty without it. */
const passages = ['page:delivery/revert'];

/** What stands at the end of a place: a way to what needs the person there. */
const badges: Record<string, ReactElement> = { 'page:rollouts': <WaitingBadge /> };

function Place({ node, href, title, icon }: NavContentNavItem) {
  return (
    <li className={styles.item}>
      <NavLink
        to={href}
        end={href === '/'}
        className={({ isActive }) => (isActive ? styles.here : styles.place)}
      >
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
        {title}
      </NavLink>
      <span className={styles.badge}>{badges[node.spec.id]}</span>
    </li>
  );
}

export function Nav({ navItems }: NavContentComponentProps) {
  useSearchShortcut();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  // Where it is narrow the menu covers the page somebody has just chosen.
  useEffect(() => setOpen(false), [pathname]);
  const items = navItems.withComponent(Place);
  const main = places.map(id => items.take(id));
  const own = personal.map(id => items.take(id));
  passages.forEach(id => items.take(id));
  return (
    <header className={styles.bar}>
      <div className={styles.head}>
        <NavLink to="/" aria-label="Greenroom, home" className={styles.home}>
          <Logo />
        </NavLink>
        <button
          type="button"
          className={styles.menu}
          aria-expanded={open}
          aria-controls="places"
          aria-label={open ? 'Close the menu' : 'Open the menu'}
          onClick={() => setOpen(!open)}
        >
          {open ? <RiCloseLine size={20} /> : <RiMenuLine size={20} />}
        </button>
      </div>
      <nav id="places" aria-label="Places" className={open ? styles.open : styles.closed}>
        <ul className={styles.list}>
          {main}
          {items.rest({ sortBy: 'title' })}
        </ul>
        <ul className={styles.list}>{own}</ul>
      </nav>
    </header>
  );
}
