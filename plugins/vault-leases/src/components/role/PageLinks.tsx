import { Link } from 'react-router-dom';
import { amount } from '@greenroom/plugin-portal-react';
import type { RoleRef } from '@greenroom/plugin-vault-leases-common';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import { linkedPages } from '../../leases/pages';
import styles from './Role.module.css';

/** The pages of a role's leases; nothing where there is only one. */
export function PageLinks({ role, open, pages }: { role: RoleRef; open: number; pages: number }) {
  const links = useVaultLinks();
  if (pages <= 1) {
    return null;
  }
  return (
    <nav aria-label="Pages of leases" className={styles.pages}>
      {linkedPages(open, pages).map((page, index) =>
        page === undefined ? (
          <span key={`gap ${index}`} aria-hidden="true">
            …
          </span>
        ) : (
          <Link
            key={page}
            to={links.role(role, page)}
            aria-label={`Page ${page + 1}`}
            aria-current={page === open ? 'page' : undefined}
            className={styles.page}
          >
            {amount(page + 1)}
          </Link>
        ),
      )}
    </nav>
  );
}
