import { certManagerResources } from '../../../clusters/operatorResources';
import { rookDefinitions } from '../definitions';
import { namespace } from '../manifests/Manifest';
import { metricsServer } from '../manifests/metrics';
import { certificate, ingress, letsEncrypt } from '../manifests/networking';
import { node } from '../manifests/nodes';
import { cronJob, workload } from '../manifests/workloads';
import type { Stack } from '../Stack';
import type { StackHands } from '../StackHands';
import {
  backup,
  django,
  djangoImage,
  elasticsearch,
  front,
  frontImage,
  gitlab,
  kibana,
  nightly,
  platform,
  postgres,
  preview,
  redis,
  staging,
} from './services';
import { ceph } from './storage';

const day = 24;
const hour = 3_600_000;

const machine = node({
  name: 'metal-1',
  type: 'bare-metal',
  region: 'cellar',
  zone: 'cellar',
  providerID: '',
  labels: { 'node-role.kubernetes.io/control-plane': '' },
});

const host = 'courses.example';
/** Paths of one host, as ingress-nginx keeps them: one Ingress a namespace. */
const ingresses = [
  {
    name: 'coursework',
    namespace: 'coursework',
    routes: [
      { path: '/api', service: django.name, port: 8_000 },
      { path: '/', service: front.name, port: 3_000 },
    ],
  },
  { name: 'gitlab', namespace: 'gitlab', routes: [{ path: '/git', service: 'gitlab', port: 80 }] },
  { name: 'kibana', namespace: 'logging', routes: [{ path: '/kibana', service: 'kibana', port: 5_601 }] },
].map(each => ingress({ ...each, className: 'nginx', host, secretName: 'courses-tls' }));

function setUp(hands: StackHands): void {
  hands.apply(machine);
  for (const name of ['ingress-nginx', 'cert-manager', 'logging', 'rook-ceph']) hands.apply(namespace(name));
  for (const name of ['gitlab', 'coursework', 'coursework-staging', 'coursework-previews']) {
    hands.apply(namespace(name, 'coursework'));
  }
  hands.apply(...ceph, ...platform.flatMap(workload), ...metricsServer());
  for (const each of [postgres, redis, elasticsearch, gitlab]) hands.apply(...workload(each));
  hands.pass(90);
  for (const each of [django, front, kibana, ...staging]) hands.apply(...workload(each));
  hands.apply(...ingresses, letsEncrypt('letsencrypt', 'nginx'));
  hands.apply(certificate('coursework', 'courses-tls', host, 'letsencrypt'));
  hands.pass(60);
}

/** Hours from now back to the last two o'clock at night. */
function sinceTwo(now: number): number {
  const two = 2 * hour;
  return ((now - two) % (day * hour)) / hour;
}

/** Branches that were deployed, by hours before now. */
const branches: [hoursAgo: number, branch: string][] = [
  [16 * day, 'playlist-editor'],
  [9 * day, 'dark-mode'],
  [4 * day, 'course-search'],
  [3, 'enrolment-form'],
];

/**
 * The night before last the nightly job ran; last night the machine was off from before two o'clock until a quarter to
 * three, and nothing says so but the job's last time.
 */
function nights(hands: StackHands, now: number): void {
  const two = sinceTwo(now);
  hands.skipTo(two + day + 0.1);
  hands.apply(cronJob(nightly, '0 2 * * *', { startingDeadlineSeconds: 600 }));
  hands.apply(cronJob(backup, '30 3 * * *'));
  hands.skipTo(two + day - 0.01);
  hands.pass(60);
  hands.skipTo(two + day - 1.51);
  hands.pass(60);
  if (two > 0.75) hands.skipTo(two - 0.75);
}

function play(hands: StackHands, present: number): void {
  setUp(hands);
  const [last, ...earlier] = [...branches].reverse();
  for (const [hoursAgo, branch] of earlier.reverse()) {
    hands.skipTo(hoursAgo);
    hands.apply(...workload(preview(branch)));
    hands.pass(30);
  }
  hands.skipTo(2.5 * day);
  hands.deploy('coursework', django.name, djangoImage('5.12.1'));
  hands.deploy('coursework', front.name, frontImage('5.12.1'));
  hands.deploy('coursework-staging', django.name, djangoImage('5.13.0-rc1'));
  hands.deploy('coursework-staging', front.name, frontImage('5.13.0-rc1'));
  hands.pass(40);
  nights(hands, present);
  if (last) {
    hands.skipTo(Math.min(last[0], sinceTwo(present) / 2));
    hands.apply(...workload(preview(last[1])));
    hands.pass(30);
  }
  hands.arrive();
}

/** A course catalogue on one machine under somebody's desk. */
export const coursework: Stack = {
  cluster: 'metal-1',
  ageHours: 212 * day,
  definitions: [...certManagerResources, ...rookDefinitions],
  images: {
    [nightly.image]: {
      outcome: 'completes',
      runSeconds: 20,
      logLines: ['courses: 214', 'classes: 1,932', 'playlists: 8,410', 'done'],
    },
    [backup.image]: { outcome: 'completes', runSeconds: 8 },
  },
  play: hands => play(hands, hands.present()),
};
