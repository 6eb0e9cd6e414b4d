import { html, Html } from '../pages/html';
import { page } from '../pages/look';
import { type DemoPerson } from './people';

interface SignInPage {
  /** Where the forms go: `<action>/pick` and `<action>/password`. */
  action: string;
  csrf: string;
  people: DemoPerson[];
  /** Who is signed in at the provider already. */
  current?: string;
  userName?: string;
  problem?: string;
}

export function signInPage(view: SignInPage): string {
  return page(
    'Sign in',
    html`<h1>Who are you today?</h1>
      <p>A sandbox on your own machine: choose a demo person, one click signs you in.</p>
      ${problem(view.problem)}
      <form class="card" method="post" action="${view.action}/pick">
        <input type="hidden" name="csrf" value="${view.csrf}" />
        <ul>
          ${view.people.map(person => personRow(person, view.current))}
        </ul>
      </form>
      <details ${new Html(view.problem ? 'open' : '')}>
        <summary>With user name and password</summary>
        ${passwordForm(view)}
      </details>
      <footer>
        Passwords are new at each start: see <code>people.json</code> in the sandbox's state directory.
      </footer>`,
  );
}

function personRow(person: DemoPerson, current?: string): Html {
  const here = person.id === current ? html`<span class="here">signed in here</span>` : undefined;
  return html`<li>
    <button class="person" name="person" value="${person.id}">
      <span aria-hidden="true">${person.name.charAt(0)}</span>
      <strong>${person.name}${here}</strong>
      <small>${person.may}</small>
    </button>
  </li>`;
}

function passwordForm({ action, csrf, userName }: SignInPage): Html {
  return html`<form class="card password" method="post" action="${action}/password">
    <input type="hidden" name="csrf" value="${csrf}" />
    <label for="user">User name</label>
    <input id="user" name="user" autocomplete="username" required value="${userName ?? ''}" />
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required />
    <button class="main">Sign in</button>
  </form>`;
}

function problem(text?: string): Html | undefined {
  return text ? html`<div class="wrong" role="alert">${text}</div>` : undefined;
}

/** `form` is the provider's own, which the buttons send. */
export function signOutPage(form: string): string {
  return page(
    'Sign out',
    html`<h1>Sign out of the sandbox?</h1>
      <p>The portal's sign-in at this provider ends; the next visit asks who you are.</p>
      ${new Html(form)}
      <div class="card row">
        <button class="main" form="op.logoutForm" name="logout" value="yes">Sign out</button>
        <button class="other" form="op.logoutForm">Stay signed in</button>
      </div>`,
  );
}

export function signedOutPage(portal: string): string {
  return page(
    'Signed out',
    html`<h1>You are signed out</h1>
      <p>Nobody is signed in at the sandbox in this browser any more.</p>
      <a class="main" href="${portal}">Back to the portal</a>`,
  );
}

export function problemPage(title: string, text: string, portal: string): string {
  return page(
    title,
    html`<h1>${title}</h1>
      ${problem(text)}
      <a class="main" href="${portal}">Start again from the portal</a>`,
  );
}
