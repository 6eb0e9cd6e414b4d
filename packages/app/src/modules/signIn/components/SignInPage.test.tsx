import { TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { type OidcAuthApi, oidcAuthApiRef } from '../hooks/useSignIn';
import { SignInPage } from './SignInPage';

function Address() {
  const { pathname, search } = useLocation();
  return <output>{`${pathname}${search}`}</output>;
}

/** Somebody without a session, at that address. */
function open(address: string, enter: () => Promise<undefined> = async () => undefined) {
  const auth: Pick<OidcAuthApi, 'getBackstageIdentity' | 'getProfile'> = {
    getBackstageIdentity: jest.fn(enter),
    getProfile: async () => undefined,
  };
  const entered = jest.fn();
  render(
    <MemoryRouter initialEntries={[address]}>
      <TestApiProvider apis={[[oidcAuthApiRef, auth as OidcAuthApi]]}>
        <SignInPage onSignInSuccess={entered} />
        <Address />
      </TestApiProvider>
    </MemoryRouter>,
  );
  return { auth, entered };
}

it('says why somebody was sent back, and takes it out of the address', async () => {
  open(`/rollouts?cluster=eks-prod&error=${encodeURIComponent('unable to resolve user identity')}`);
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('Signing in failed: unable to resolve user identity');
  expect(alert).toHaveTextContent('ask the people who run the portal');
  expect(screen.getByRole('status')).toHaveTextContent(/^\/rollouts\?cluster=eks-prod$/);
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
});

it('repeats no more of an address than a sentence', async () => {
  open(`/?error=${'x'.repeat(5_000)}`);
  expect((await screen.findByRole('alert')).textContent?.length).toBeLessThan(500);
});

it('says nothing to somebody who only comes', async () => {
  const { auth, entered } = open('/');
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  expect(auth.getBackstageIdentity).toHaveBeenLastCalledWith({ instantPopup: true });
  expect(entered).not.toHaveBeenCalled();
});

it('says what was in the way of looking for a session', async () => {
  const { entered } = open('/', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await screen.findByRole('alert')).toHaveTextContent('Signing in failed: Failed to fetch');
  expect(entered).not.toHaveBeenCalled();
});
