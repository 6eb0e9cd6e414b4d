import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { accessibilityProblems } from '../../__testUtils__/accessible';
import { PageTabs } from './PageTabs';

const tabs = [
  { id: 'nodes', title: 'Nodes 3' },
  { id: 'jobs', title: 'Jobs 0' },
] as const;

function Page() {
  const [open, setOpen] = useState('nodes');
  return (
    <PageTabs label="More about it" tabs={tabs} open={open} onOpen={id => setOpen(String(id))}>
      <p>What is in {open}</p>
    </PageTabs>
  );
}

describe('tabs of a page', () => {
  it('name the panel of the open one, and lead to it', async () => {
    const user = userEvent.setup();
    render(<Page />);
    const nodes = screen.getByRole('tab', { name: 'Nodes 3', selected: true });
    expect(screen.getByRole('tabpanel', { name: 'Nodes 3' })).toHaveAttribute(
      'id',
      nodes.getAttribute('aria-controls'),
    );
    await user.click(screen.getByRole('tab', { name: 'Jobs 0' }));
    expect(screen.getByRole('tabpanel', { name: 'Jobs 0' })).toHaveTextContent('What is in jobs');
    expect(screen.getByRole('tab', { name: 'Jobs 0' })).toHaveAttribute(
      'aria-controls',
      screen.getByRole('tabpanel').id,
    );
  });

  it('are gone through by keys, and Tab comes from them into the panel', async () => {
    const user = userEvent.setup();
    render(<Page />);
    await user.tab();
    await user.keyboard('{ArrowRight}{Enter}');
    expect(screen.getByRole('tabpanel', { name: 'Jobs 0' })).toBeInTheDocument();
    await user.tab();
    expect(screen.getByRole('tabpanel')).toHaveFocus();
  });

  it('have nothing for axe to find', async () => {
    render(<Page />);
    expect(await accessibilityProblems()).toEqual([]);
  });
});
