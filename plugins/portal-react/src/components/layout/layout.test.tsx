import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { accessibilityProblems } from '../../__testUtils__/accessible';
import { Sentence } from '../text/Sentence';
import { VerdictPill } from '../verdict/VerdictMark';
import { Panel, Section } from './Panel';
import { PortalPage } from './PortalPage';

it('a page has one name, the way to it, its answer, and parts with names', async () => {
  const { container } = render(
    <MemoryRouter future={{ v7_startTransition: false, v7_relativeSplatPath: false }}>
      <PortalPage
        title="checkout"
        crumbs={[{ text: 'Rollouts', href: '/rollouts' }]}
        marks={<VerdictPill state="waiting" />}
        sentence={<Sentence>It waits for one more vote.</Sentence>}
      >
        <Panel title="Analysis" aside="5 of 5">
          passed
        </Panel>
        <Section title="Ledger">
          <Panel title="Today" level={3} flush>
            nothing
          </Panel>
        </Section>
      </PortalPage>
    </MemoryRouter>,
  );

  expect(screen.getByRole('heading', { level: 1, name: 'checkout' })).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Rollouts' })).toHaveAttribute('href', '/rollouts');
  expect(within(screen.getByRole('region', { name: 'Analysis' })).getByText('passed')).toBeInTheDocument();
  expect(screen.getByRole('heading', { level: 3, name: 'Today' })).toBeInTheDocument();
  expect(await accessibilityProblems(container)).toEqual([]);
});
