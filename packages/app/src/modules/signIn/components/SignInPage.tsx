import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Button, Text } from '@backstage/ui';
import { Logo } from '../../nav/components/Logo';
import { useSignIn } from '../hooks/useSignIn';
import styles from './SignInPage.module.css';

/** The first page of somebody who is not signed in. */
export function SignInPage({ onSignInSuccess }: SignInPageProps) {
  const { state, signIn } = useSignIn(onSignInSuccess);
  if (state.at === 'looking') {
    return <main className={styles.page} aria-busy="true" aria-label="Looking whether you are signed in" />;
  }
  return (
    <main className={styles.page}>
      <section className={styles.card} aria-labelledby="sign-in-title">
        <Logo />
        <h1 id="sign-in-title" className={styles.title}>
          What is live, what waits, and who may say go
        </h1>
        <Text as="p" color="secondary">
          Sign in with your organisation’s account to see how your services are.
        </Text>
        {state.at === 'failed' && (
          <div role="alert" className={styles.failed}>
            <p>Signing in failed: {state.message}</p>
            <p>
              Try it again. If it stays so, ask the people who run the portal whether it knows your account.
            </p>
          </div>
        )}
        <Button variant="primary" size="medium" isDisabled={state.at === 'leaving'} onPress={signIn}>
          {state.at === 'leaving' ? 'Opening the sign-in page …' : 'Sign in'}
        </Button>
      </section>
    </main>
  );
}
