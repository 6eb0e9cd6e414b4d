import type { Release } from '../../images/Release';
import { type ClusterPlan } from './manifests';
import { type Standing } from './standing';

type ClusterName = ClusterPlan['name'];

/** Something that somebody does at a time of the day. */
export type DayEvent = {
  /** Seconds after the day, or its repetition, began; moved by up to `jitterSeconds` either way. */
  at: number;
  cluster: ClusterName;
  service: string;
} & ({ act: 'push'; release: Release } | { act: 'scale'; replicas: number });

/** The day repeats after this. */
export const dayLengthSeconds = 1_200;
export const jitterSeconds = 8;

function every(seconds: number, from: number, event: (at: number) => DayEvent): DayEvent[] {
  const times = Math.ceil((dayLengthSeconds - from) / seconds);
  return Array.from({ length: times }, (_, index) => event(from + index * seconds));
}

function push(at: number, cluster: ClusterName, service: string, release: Release = 'good'): DayEvent {
  return { at, cluster, service, act: 'push', release };
}

/**
 * Twenty minutes on two clusters. Nobody promotes on production but the people at the portal: previews there wait until
 * they are promoted or the next image supersedes them. Two slow starters take turns on staging, each longer than the
 * other's pause, so that something moves all the time; what is broken stays so until its next image, and the next one
 * is broken elsewhere.
 */
export const day: DayEvent[] = [
  ...every(180, 55, at => push(at, 'eks-prod', 'checkout')),
  push(420, 'eks-prod', 'payments'),
  push(1_010, 'eks-prod', 'cart'),
  push(700, 'eks-prod', 'shipping'),
  ...every(400, 130, at => push(at, 'eks-prod', 'catalogue')),
  ...every(600, 270, at => push(at, 'eks-prod', 'search', 'slow')),
  push(560, 'eks-prod', 'recommendations', 'crashing'),
  push(330, 'eks-prod', 'orders', 'failing'),
  push(930, 'eks-prod', 'orders'),
  ...every(480, 310, at => push(at, 'eks-prod', 'storefront-web')),
  { at: 210, cluster: 'eks-prod', service: 'cart', act: 'scale', replicas: 6 },
  { at: 640, cluster: 'eks-prod', service: 'cart', act: 'scale', replicas: 4 },
  push(860, 'eks-prod', 'warehouse-sync'),
  ...every(150, 20, at => push(at, 'eks-staging', 'search', 'slow')),
  ...every(150, 95, at => push(at, 'eks-staging', 'catalogue', 'slow')),
  ...every(300, 35, at => push(at, 'eks-staging', 'checkout')),
  ...every(600, 180, at => push(at, 'eks-staging', 'payments')),
  push(240, 'eks-staging', 'recommendations', 'crashing'),
  push(840, 'eks-staging', 'recommendations'),
];

/** A rule that holds all day: too few of one standing, and the release train brings another. */
export interface StandingOrder {
  cluster: ClusterName;
  standing: Standing;
  atLeast: number;
  /** The first of these that is healthy gets the image. */
  services: string[];
  release: Release;
}

/** How often the release train looks. */
export const trainSeconds = 20;

/** So that the day goes on when somebody at the portal has promoted, aborted or repaired everything. */
export const standingOrders: StandingOrder[] = [
  {
    cluster: 'eks-prod',
    standing: 'waiting',
    atLeast: 3,
    services: ['payments', 'cart', 'shipping', 'orders', 'checkout'],
    release: 'good',
  },
  {
    cluster: 'eks-prod',
    standing: 'broken',
    atLeast: 1,
    services: ['recommendations'],
    release: 'crashing',
  },
];
