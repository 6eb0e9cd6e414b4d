import { LOG_END_MARK } from '@greenroom/plugin-cluster-health-common';
import {
  accessibilityProblems,
  portalServer,
  portalUrl,
  refusalBody,
} from '@greenroom/plugin-portal-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { killed, makeServiceHealth, makeServiceWorkload, makeSource } from '../../__testUtils__/clusters';
import { openService, tellService } from '../../__testUtils__/openPage';

const { server } = portalServer('cluster-health');

const fine = makeServiceHealth({
  cluster: 'eks-staging',
  verdict: { state: 'healthy', reasons: [] },
  sentence: 'All 6 pods are ready',
  since: undefined,
  problems: [],
  workloads: [],
});
const asked: URL[] = [];

/** Answers with a log, and notes what was asked for. */
function tellLog(text: string) {
  asked.length = 0;
  server.use(
    http.get(`${portalUrl}/cluster-health/clusters/:cluster/pods/:namespace/:pod/log`, ({ request }) => {
      asked.push(new URL(request.url));
      return new HttpResponse(text, { headers: { 'content-type': 'text/plain' } });
    }),
  );
}

async function openTab(places = [fine, makeServiceHealth()], sources?: ReturnType<typeof makeSource>[]) {
  const stream = openService('entity-content:cluster-health/health');
  await screen.findByText('Loading the health of this service');
  tellService(stream, places, sources);
  return stream;
}

async function openLog(button: RegExp) {
  const user = userEvent.setup();
  await openTab();
  await user.click(screen.getByRole('button', { name: button }));
  return { user, dialog: within(await screen.findByRole('dialog')) };
}

const many = makeServiceHealth({
  workloads: [
    ...Array.from({ length: 40 }, (_, index) =>
      makeServiceWorkload({ name: `worker-${index}`, verdict: { state: 'healthy', reasons: [] } }),
    ),
    makeServiceWorkload(),
  ],
});

describe('the Health tab of a service', () => {
  it('of many workloads shows whole those that need somebody, and the pods of others to who asks', async () => {
    const user = userEvent.setup();
    await openTab([many]);
    expect(screen.getByRole('list', { name: 'Pods of catalogue' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: '40 workloads need nobody' })).toBeInTheDocument();
    expect(screen.queryByRole('list', { name: 'Pods of worker-7' })).not.toBeInTheDocument();
    const opener = screen.getByRole('button', { name: 'Pods of worker-7', expanded: false });
    await user.click(opener);
    expect(screen.getByRole('list', { name: 'Pods of worker-7' })).toBeInTheDocument();
    await user.click(opener);
    expect(screen.queryByRole('list', { name: 'Pods of worker-7' })).not.toBeInTheDocument();
  });

  it('shows how it does in every cluster, worst first, and why its pods started again', async () => {
    await openTab();
    const places = screen.getAllByRole('region', { name: /^On eks-/ });
    expect(places.map(place => place.getAttribute('aria-label'))).toEqual([
      'On eks-prod in shop',
      'On eks-staging in shop',
    ]);
    const [crashing] = within(screen.getByRole('list', { name: 'Pods of catalogue' })).getAllByRole(
      'listitem',
    );
    expect(crashing).toHaveTextContent('failing');
    expect(crashing).toHaveTextContent('Container catalogue crashes: out of memory at 512Mi');
    expect(crashing).toHaveTextContent('7 restarts, 5 in the last hour');
    expect(crashing).toHaveTextContent('catalogue ended with exit code 137, OOMKilled, 3 min ago');
    expect(screen.getByRole('meter', { name: 'Memory of its limit' })).toHaveAttribute(
      'aria-valuetext',
      '2.7 of 3 GiB of its limit',
    );
  });

  it('doubts only the cluster that is not live', async () => {
    await openTab([fine, makeServiceHealth()], [makeSource('eks-prod', killed), makeSource('eks-staging')]);
    const [prod, staging] = ['eks-prod', 'eks-staging'].map(name =>
      screen.getByRole('region', { name: `On ${name} in shop` }),
    );
    expect(within(prod!).getAllByText('was degraded').length).toBeGreaterThan(1);
    expect(within(prod!).queryByText('ready')).not.toBeInTheDocument();
    expect(within(staging!).getByText('healthy')).toBeInTheDocument();
  });

  it('tells of pods that may not be read any more as they were', async () => {
    const verdict = { state: 'unknown' as const, reasons: [{ text: 'Not permitted: cannot watch pods' }] };
    const { workloads } = makeServiceHealth();
    await openTab([makeServiceHealth({ verdict, workloads: workloads.map(one => ({ ...one, verdict })) })]);
    const pods = screen.getByRole('list', { name: 'Pods of catalogue' });
    expect(within(pods).getAllByText('was ready').length).toBeGreaterThan(0);
    expect(within(pods).queryByText('ready')).not.toBeInTheDocument();
    expect(screen.getByRole('img', { name: /^last known: 4 of 6 ready/ })).toBeInTheDocument();
  });

  it('says where it may run too, as far as nothing was ever heard from there', async () => {
    const never = makeSource('eks-dev', { ...killed, observedAt: undefined });
    const gone = makeSource('metal-1', killed);
    await openTab([fine], [makeSource('eks-staging'), never, gone]);
    expect(screen.getByText('There may be more: eks-dev is not reachable.')).toBeInTheDocument();
  });

  it('says how something becomes a part of it when nothing is', async () => {
    await openTab([]);
    expect(screen.getByText('Nothing of this service runs where you may see it')).toBeInTheDocument();
  });

  it('has nothing for axe to find', async () => {
    await openTab();
    expect(await accessibilityProblems(screen.getAllByRole('region')[0])).toEqual([]);
  });
});

describe('the log of a pod', () => {
  it('follows the container that crashed, and ends honestly when the pod goes', async () => {
    tellLog(`starting\nlistening\n${LOG_END_MARK}the pod is gone\n`);
    const { dialog } = await openLog(/^Log of catalogue-7d9f4c5b6a-cr4sh/);
    expect(await dialog.findByText('The log ended here: the pod is gone')).toBeInTheDocument();
    expect(dialog.getByText('2 lines')).toBeInTheDocument();
    expect(dialog.getByRole('log')).toHaveTextContent('1starting2listening');
    expect(asked[0]?.pathname).toMatch(/\/clusters\/eks-prod\/pods\/shop\/catalogue-7d9f4c5b6a-cr4sh\/log$/);
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
      container: 'catalogue',
      follow: 'true',
    });
  });

  it('reads the run before, and searches in what is shown', async () => {
    tellLog('boot\nout of memory\nbye\n');
    const { user, dialog } = await openLog(/^Log of the run before/);
    expect(await dialog.findByText('That is all there is.')).toBeInTheDocument();
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
      container: 'catalogue',
      previous: 'true',
    });
    await user.type(dialog.getByRole('searchbox', { name: 'Search in what is shown' }), 'MEMORY');
    expect(dialog.getByText('1 of 3 lines')).toBeInTheDocument();
    expect(dialog.getByText('memory').tagName).toBe('MARK');
    expect(dialog.getByRole('log')).not.toHaveTextContent('boot');
  });

  it('asks again for another container', async () => {
    tellLog('x\n');
    const { user, dialog } = await openLog(/^Log of catalogue-7d9f4c5b6a-cr4sh/);
    await dialog.findByText('1 line');
    await user.click(dialog.getByRole('button', { name: /Container/ }));
    await user.click(await screen.findByRole('option', { name: 'vault-agent' }));
    await dialog.findByText('1 line');
    expect(asked.at(-1)?.searchParams.get('container')).toBe('vault-agent');
  });

  it('is refused with whom it is for', async () => {
    const error = { name: 'NotAllowedError', message: 'no logs for you' };
    server.use(
      http.get(`${portalUrl}/cluster-health/clusters/*`, () =>
        HttpResponse.json(refusalBody(error, 403), { status: 403 }),
      ),
    );
    const { dialog } = await openLog(/^Log of catalogue-7d9f4c5b6a-cr4sh/);
    const alert = await dialog.findByRole('alert');
    expect(alert).toHaveTextContent('You may not read logs in shop on eks-prod');
    expect(alert).toHaveTextContent('no logs for you');
    expect(dialog.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  });
});

describe('the Health card of a service', () => {
  it('says how it does everywhere, worst first', async () => {
    const stream = openService('entity-card:cluster-health/health');
    await screen.findByText('Loading the health');
    tellService(stream, [fine, makeServiceHealth()]);
    const card = screen.getByRole('region', { name: 'Health' });
    const [worst, other] = within(card).getAllByRole('listitem');
    expect(worst).toHaveTextContent(/^eks-prod \/ shop.*degraded2 of 6 pods of catalogue crash.* for 23 min/);
    expect(other).toHaveTextContent(/^eks-staging \/ shop.*healthyAll 6 pods are ready/);
    expect(await accessibilityProblems(card)).toEqual([]);
  });
});
