import type { Check } from '@greenroom/plugin-portal-common';
import { render, screen, within } from '@testing-library/react';
import { Checks } from './Checks';

const check = (id: string, outcome: Check['outcome'], reason: string): Check => ({
  id: `databases.${id}`,
  from: 'databases',
  outcome,
  reason,
});
const hidden = 'databases shows why to those who may see it';

it('says the same words once, and not of another outcome', () => {
  render(
    <Checks
      checks={[
        check('lag', 'pass', hidden),
        check('storage', 'warn', hidden),
        check('backups', 'pass', hidden),
        check('members', 'block', 'failing over'),
      ]}
    />,
  );
  const lines = within(screen.getByRole('list', { name: 'Readiness checks' })).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/failing over$/),
    expect.stringMatching(new RegExp(`${hidden}$`)),
    expect.stringMatching(new RegExp(`${hidden} \\(2 checks\\)$`)),
  ]);
  expect(lines[2]).toHaveAttribute('title', 'databases.backups, databases.lag, from databases');
});
