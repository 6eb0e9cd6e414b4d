import { accessibilityProblems, portalServer, refusalBody } from '@greenroom/plugin-portal-react/testUtils';
import type { LeaseActRecord } from '@greenroom/plugin-vault-leases-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPage, roleTopic, tell } from '../../__testUtils__/openPage';
import { down, makeAtCeiling, makeLease, makeRole, makeSource } from '../../__testUtils__/vaults';

const portal = portalServer('vault-leases');

beforeEach(() => portal.tell('ledger', { items: [] }));

const told = { roles: [makeRole()], leases: [makeLease(), makeAtCeiling()] };
const path = 'vaults/storefront/leases/abcdefghijkl';

async function open({ may = true, sources = [makeSource()], shown = told } = {}) {
  const stream = openPage('/vault/storefront/database/checkout', may);
  await screen.findByRole('heading', { level: 1, name: 'checkout' });
  tell(stream, roleTopic(makeRole()), { ...shown, sources });
  return stream;
}

function seen(changes: Partial<LeaseActRecord>): LeaseActRecord {
  return {
    id: 'a1',
    act: 'renew',
    vault: 'storefront',
    mount: 'database',
    role: 'checkout',
    fingerprint: 'abcdefghijkl',
    by: 'user:default/ada',
    at: '2026-11-22T10:00:00Z',
    state: 'done',
    text: 'It ends at 2026-11-22T11:00:00Z',
    ...changes,
  };
}

const button = (name: string) => screen.findByRole('button', { name });

describe('to renew a lease', () => {
  it('asks for how long and why, and shows when it ends then', async () => {
    const user = userEvent.setup();
    portal.answer(`${path}/renew`, seen({ endsAt: '2026-11-22T16:00:00Z' }));
    await open();
    await user.click(await button('Renew abcdefghijkl'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Renew' }));
    expect(dialog.getByText(/nobody renews past it, whatever is asked for/)).toBeInTheDocument();
    expect(dialog.getByRole('radio', { name: /^As long as its role gives: 1 h 00 min/ })).toBeChecked();
    expect(dialog.getByRole('button', { name: 'Renew' })).toBeDisabled();
    await user.click(dialog.getByRole('radio', { name: /^Until its ceiling/ }));
    await user.type(dialog.getByRole('textbox'), 'The export runs until noon');
    expect(await accessibilityProblems(screen.getByRole('dialog'))).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Renew' }));
    expect(await dialog.findByText(/^A look-up after it says that it ends at/)).toHaveTextContent(/^done/);
    expect(portal.asked).toEqual([
      {
        path: `${path}/renew`,
        body: {
          reason: 'The export runs until noon',
          mount: 'database',
          role: 'checkout',
          incrementSeconds: 21_660,
        },
        key: expect.stringMatching(/^[\da-f]{32}$/),
      },
    ]);
    await user.click(dialog.getByRole('button', { name: 'Back' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('leaves the time to the role unless somebody says more', async () => {
    const user = userEvent.setup();
    portal.answer(
      `${path}/renew`,
      seen({ state: 'unknown', text: 'Nobody can tell yet whether it was renewed' }),
      202,
    );
    await open();
    await user.click(await button('Renew abcdefghijkl'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox'), 'Later');
    await user.click(dialog.getByRole('button', { name: 'Renew' }));
    expect(await dialog.findByText(/Nobody can tell yet whether it was renewed/)).toHaveTextContent(
      /^not known/,
    );
    expect(portal.asked[0]?.body).toEqual({ reason: 'Later', mount: 'database', role: 'checkout' });
  });

  it('is not possible at the ceiling, and says why', async () => {
    await open();
    expect(await button('Renew ceilingaaaaa')).toBeDisabled();
    expect(await button('Renew ceilingaaaaa')).toHaveAccessibleDescription(
      'It already lasts until its ceiling, which nobody renews past.',
    );
    expect(await button('Revoke ceilingaaaaa')).toBeEnabled();
  });

  it('says what the server says against it', async () => {
    const user = userEvent.setup();
    const message = 'storefront has no node that leads';
    portal.answer(`${path}/renew`, refusalBody({ name: 'ServiceUnavailableError', message }, 503), 503);
    await open();
    await user.click(await button('Renew abcdefghijkl'));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox'), 'Later');
    await user.click(dialog.getByRole('button', { name: 'Renew' }));
    expect(await dialog.findByText(/A system that is needed for this does not answer/)).toBeInTheDocument();
    expect(dialog.getByRole('status')).toHaveTextContent(message);
  });
});

describe('to revoke a lease', () => {
  it('says why nobody can tell whether it is in use', async () => {
    const user = userEvent.setup();
    const sessionsUntold = 'shop-aurora is read from AWS, which does not tell who is connected';
    await open({
      shown: { roles: [makeRole({ sessionsUntold })], leases: [makeLease({ sessionsOfRole: undefined })] },
    });
    await user.click(await button('Revoke abcdefghijkl'));
    expect(await screen.findByRole('dialog', { name: 'Revoke' })).toHaveTextContent(
      `hold nobody can tell: ${sessionsUntold}. Take it for in use.`,
    );
  });

  it('says what breaks, wants the fingerprint typed, and shows that Vault knows it no more', async () => {
    const user = userEvent.setup();
    portal.answer(`${path}/revoke`, seen({ act: 'revoke', text: 'A look-up no longer knows it' }));
    await open();
    await user.click(await button('Revoke abcdefghijkl'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Revoke' }));
    expect(dialog.getByText(/^Its user is dropped from shop: whoever uses it can not sign in/)).toBeVisible();
    expect(dialog.getByText(/^Users of checkout hold 12 sessions now/)).toBeInTheDocument();
    const confirm = dialog.getByRole('textbox', { name: /^Type abcdefghijkl/ });
    await user.type(dialog.getByRole('textbox', { name: /^Why/ }), 'It leaked');
    await user.type(confirm, 'abcdefghijk');
    expect(dialog.getByRole('button', { name: 'Revoke' })).toBeDisabled();
    await user.type(confirm, 'l');
    expect(await accessibilityProblems(screen.getByRole('dialog'))).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Revoke' }));
    expect(await dialog.findByText(/A look-up no longer knows it/)).toHaveTextContent(/^done/);
    expect(portal.asked[0]?.body).toEqual({
      reason: 'It leaked',
      mount: 'database',
      role: 'checkout',
      confirmation: 'abcdefghijkl',
    });
    expect(dialog.getByRole('button', { name: 'Revoke' })).toBeDisabled();
    await user.click(dialog.getByRole('button', { name: 'Back' }));
    expect(screen.queryByRole('row', { name: /abcdefghijkl/ })).not.toBeInTheDocument();
    expect(screen.getByRole('row', { name: /ceilingaaaaa/ })).toBeInTheDocument();
  });
});

it('is for who may, and says so once above the table', async () => {
  await open({ may: false });
  expect(
    await screen.findByText('You may not renew leases of checkout. You may not revoke leases of checkout.'),
  ).toBeInTheDocument();
  expect(await button('Revoke abcdefghijkl')).toBeDisabled();
  expect(screen.getByText('You may not read what was done with leases of checkout.')).toBeInTheDocument();
  expect(await button('Show the statements')).toBeDisabled();
});

it('is not done to what is old', async () => {
  await open({ sources: [makeSource(down)] });
  expect(await button('Revoke abcdefghijkl')).toBeDisabled();
  expect(await button('Revoke abcdefghijkl')).toHaveAccessibleDescription(/^What is known of it is old/);
});

it('shows the statements of a role to who operates it, only when they are asked for', async () => {
  const user = userEvent.setup();
  portal.tell('vaults/storefront/roles/database/checkout/statements', {
    creation: ["CREATE ROLE {{name}} LOGIN PASSWORD '…'"],
    revocation: ['DROP ROLE {{name}}'],
    renewal: [],
    rollback: [],
  });
  await open();
  await user.click(await button('Show the statements'));
  const panel = screen.getByRole('region', { name: 'Statements' });
  expect(await within(panel).findByText('DROP ROLE {{name}}')).toBeInTheDocument();
  expect(panel).toHaveTextContent('At a renewalwhat its engine does by itself');
});

it('lists who did what to leases of the role, and asks again after an act', async () => {
  const user = userEvent.setup();
  const about = { act: 'revoke', by: 'user:default/ada', fingerprint: 'abcdefghijkl', reason: 'It leaked' };
  const line = {
    subject: 'storefront/database/checkout',
    request: 'a1',
    data: about,
    hash: '3fa8c0ffee00112233',
  };
  const intention = {
    ...line,
    seq: 1,
    at: '2026-11-22T09:58:00Z',
    kind: 'act',
    by: 'user:default/ada',
    text: 'ada wants to revoke the lease abcdefghijkl',
  };
  const outcome = {
    ...line,
    seq: 2,
    at: '2026-11-22T09:58:01Z',
    kind: 'act-done',
    by: 'portal',
    text: 'A look-up no longer knows it',
  };
  portal.answer(`${path}/revoke`, seen({ act: 'revoke', text: 'A look-up no longer knows it' }));
  await open();
  expect(await screen.findByText('Nothing is recorded')).toBeInTheDocument();
  portal.tell('ledger', { items: [outcome, intention] });
  await user.click(await button('Revoke abcdefghijkl'));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /^Why/ }), 'It leaked');
  await user.type(dialog.getByRole('textbox', { name: /^Type/ }), 'abcdefghijkl');
  await user.click(dialog.getByRole('button', { name: 'Revoke' }));
  await user.click(await dialog.findByRole('button', { name: 'Back' }));
  const entries = within(await screen.findByRole('list', { name: 'Ledger' })).getAllByRole('listitem');
  expect(entries[0]).toHaveTextContent(/1 min agothe portalrevokedA look-up no longer knows it“It leaked”/);
  expect(entries[1]).toHaveTextContent(/adato revokeada wants to revoke/);
});
