import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ConfigReader } from '@backstage/config';
import { processVaultClock, readSources, type Sight } from '@greenroom/plugin-vault-leases-backend';
import { LEASE_PAGE, leasePageKey, ROLE_TOPIC, VAULT_TOPIC } from '@greenroom/plugin-vault-leases-common';
import { openLoop, text, view } from '../load';
import { claim, line, quantile, sleep } from '../measure';
import { Peer } from './Peer';
import { Portal } from './Portal';
import { type Asked, SandboxVault } from './SandboxVault';
import { leases, MOUNT, opened, VAULT } from './world';

// A Vault with 300,000 leases, told by its own counts: how fast its page is and what it lists for it, what opening a role of
// 10,000 costs, what fifty people with pages open cost it in an hour of a virtual clock, and the memory of all that. Beside it a
// plugin that lists a role and looks each of its leases up for every view, for some minutes of the machine's own clock.
//   npm run bench -- vault-300k [seconds of views] [minutes of the portal] [minutes of the peer]
const seconds = Number(process.argv[2] ?? 20);
const minutes = Number(process.argv[3] ?? 60);
const peerMinutes = Number(process.argv[4] ?? 5);

const VIEWERS = 50;
/** Of the peer's: each looks again every five minutes. */
const PEER_VIEW_MS = 300_000 / VIEWERS;
const total = Object.values(leases).reduce((sum, count) => sum + count, 0);
const { signal } = new AbortController();

const megabytes = (bytes: number) => bytes / 1024 / 1024;
const pageOf = (role: string, page: number) =>
  leasePageKey({ role: { vault: VAULT, mount: MOUNT, role }, page });

/** What of each viewer is on the screen: two pages of each role, and of the two large ones their first. */
const pages = Array.from({ length: VIEWERS }, (_, viewer) => {
  const roles = Object.keys(leases);
  return pageOf(roles[viewer % roles.length] ?? '', Math.floor(viewer / roles.length) % 2);
});

interface Memory {
  resident: number;
  /** By objects and buffers that somebody holds on to. */
  held: number;
}

/** In megabytes, when what nobody holds is given back. */
async function memoryNow(): Promise<Memory> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  await sleep(500);
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: megabytes(rss), held: megabytes(heapUsed + external) };
}

function show(title: string, { requests, lists, lookUps, auditBytes }: Asked): void {
  const figure = (count: number) => count.toLocaleString('en');
  const audit = `${megabytes(auditBytes).toFixed(1)} MB of audit log`;
  console.log(
    `${title.padEnd(44)} ${figure(requests)} requests: ${figure(lists)} lists, ${figure(lookUps)} look-ups; ${audit}`,
  );
}

async function known(portal: Portal): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const told = await text(portal.target(`/vaults/${VAULT}/roles`)).catch(() => '');
    if (told.includes('"freshness":"live"') && told.includes(`"${opened[0]}"`)) {
      return;
    }
    await sleep(100);
  }
  throw new RangeError('the portal never saw the Vault');
}

/** The page of the Vault and the page of all, as somebody opens them. */
async function summary(portal: Portal, vault: SandboxVault): Promise<void> {
  for (const path of ['/vaults', `/vaults/${VAULT}`]) {
    await view(portal.target(path));
    let times: number[] = [];
    const asked = await vault.during(async () => {
      ({ times } = await openLoop(portal.target(path), VIEWERS, seconds));
    });
    console.log(line(`portal: GET ${path}`, times));
    claim(`${path}: p99 ${quantile(times, 0.99).toFixed(1)} ms (at most 100)`, quantile(times, 0.99) <= 100);
    claim(
      `${path}: ${asked.lists} lists, ${asked.lookUps} look-ups (none)`,
      asked.lists + asked.lookUps === 0,
    );
  }
}

/** Each role in a portal that never listed anything. */
async function firstScreens(vault: SandboxVault): Promise<void> {
  const times: number[] = [];
  for (const role of opened) {
    let shown = 0;
    const open = async (portal: Portal) => {
      const began = performance.now();
      const told = await text(portal.target(`/vaults/${VAULT}/leases?mount=${MOUNT}&role=${role}`));
      times.push(performance.now() - began);
      shown = told.split('"fingerprint"').length - 1;
    };
    let asked: Asked | undefined;
    await within(vault, async portal => {
      asked = await vault.during(() => open(portal));
    });
    claim(
      `${role}: ${shown} leases shown after ${asked?.lists} list and ${asked?.lookUps} look-ups (1 and at most ${LEASE_PAGE})`,
      shown === LEASE_PAGE && asked?.lists === 1 && asked.lookUps <= LEASE_PAGE,
    );
  }
  console.log(line('portal: first screen of a role of 10,000', times));
  claim(`the first screen in ${Math.max(...times).toFixed(0)} ms at most (500)`, Math.max(...times) <= 500);
}

/** Everybody has a page open: each role, also the large ones, is listed. */
async function memory(portal: Portal): Promise<void> {
  const idle = await memoryNow();
  const topics = pages.flatMap(key => [
    { type: ROLE_TOPIC, key },
    { type: VAULT_TOPIC, key: VAULT },
  ]);
  const handles = topics.map(topic => portal.topics.find(topic).open());
  let most = idle.resident;
  for (let tries = 0; tries < 70; tries += 1) {
    await sleep(500);
    most = Math.max(most, megabytes(process.memoryUsage().rss));
  }
  const rows = handles.map(handle => handle.rows().size);
  const open = await memoryNow();
  handles.forEach(handle => handle.close());
  claim(`all ${VIEWERS} viewers see their page (${Math.min(...rows)} rows at least)`, Math.min(...rows) > 1);
  const more = { resident: most - idle.resident, held: open.held - idle.held };
  console.log(
    `memory: idle ${idle.resident.toFixed(0)} MB, at most ${most.toFixed(0)} MB with ${VIEWERS} viewers; held ${idle.held.toFixed(0)} and ${open.held.toFixed(0)} MB`,
  );
  claim(
    `${more.resident.toFixed(0)} MB resident, ${more.held.toFixed(0)} MB held more than idle (at most 100)`,
    Math.max(more.resident, more.held) <= 100,
  );
}

/** What the portal's one task asks while so many people have these pages open. */
async function hour(vault: SandboxVault): Promise<void> {
  let ahead = 0;
  const clock = {
    ...processVaultClock,
    now: () => Date.now() + ahead,
    steady: () => performance.now() + ahead,
  };
  const [configured] = readSources(
    new ConfigReader({ vaultLeases: { vaults: [vault.configured()] } }),
    clock,
  );
  if (!configured) {
    throw new RangeError('no Vault is configured');
  }
  const { source } = configured;
  const began = clock.steady();
  const passed = () => (clock.steady() - began) / 60_000;
  let sight: Sight | undefined;
  const asked = await vault.during(async () => {
    while (passed() < minutes) {
      sight = await source.look({ things: ['', ...new Set(pages)], before: sight, signal });
      ahead += source.everySeconds * 1_000;
      await vault.advance(source.everySeconds);
    }
  });
  const looked = Object.values(sight?.pages ?? {}).reduce((sum, page) => sum + page.leases.length, 0);
  console.log(`portal: the Vault told of ${sight?.vault?.leases} leases; ${looked} leases were on screens`);
  claim(`the Vault has ${total.toLocaleString('en')} leases`, (sight?.vault?.leases ?? 0) >= total);
  show(`portal: ${minutes} min, ${VIEWERS} viewers, ${new Set(pages).size} pages`, asked);
  const most = Object.keys(leases).length * Math.ceil(passed());
  claim(
    `a role is listed at most once a minute: ${asked.lists} lists (at most ${most})`,
    asked.lists <= most,
  );
}

/** Fifty people, each with a role of 10,000: one looks after the other, evenly, or as fast as it goes where that is slower. */
async function peerViews(vault: SandboxVault): Promise<void> {
  const peer = new Peer(vault);
  const took: number[] = [];
  const end = performance.now() + peerMinutes * 60_000;
  const asked = await vault.during(async () => {
    for (let began = performance.now(); began < end; began = performance.now()) {
      await peer.view(opened[took.length % opened.length] ?? opened[0]);
      took.push(performance.now() - began);
      await sleep(Math.max(0, PEER_VIEW_MS - (performance.now() - began)));
    }
  });
  peer.close();
  console.log(line(`list and look up: a view of 10,000 leases`, took));
  show(`list and look up: ${peerMinutes} min, ${took.length} views`, asked);
}

/** A portal that has seen the Vault, for as long as something goes on. */
async function within(vault: SandboxVault, run: (portal: Portal) => Promise<void>): Promise<void> {
  const portal = await Portal.start(vault.configured());
  await known(portal);
  await run(portal);
  await portal.stop();
}

async function main() {
  const vault = await SandboxVault.start();
  try {
    await within(vault, memory);
    await within(vault, portal => summary(portal, vault));
    await firstScreens(vault);
    await hour(vault);
    await peerViews(vault);
  } finally {
    vault.stop();
  }
}

main().then(
  () => process.exit(),
  error => {
    console.error(error);
    process.exit(1);
  },
);
