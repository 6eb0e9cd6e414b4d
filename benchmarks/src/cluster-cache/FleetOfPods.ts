import { type PodFacts, podObject } from './podTemplate';

const perService = 25;
const nodes = 900;
const brokenEvery = 50;

/** What differs between two pods of a service. */
const varying = ['name', 'uid', 'node', 'ip', 'createdAt', 'startedAt'] as const;
type Varying = (typeof varying)[number];

/** The JSON of one service's pods, cut where they differ. */
type Template = string[];
const mark = (field: string) => `@@${field}@@`;
const marks = /@@(\w+)@@/;

/**
 * So many pods in the order in which the API server has them, the same for each run. A pod's JSON is made when it is
 * asked for: 50,000 of them are a gigabyte.
 */
export class FleetOfPods {
  readonly #templates = new Map<string, Template>();

  constructor(readonly size: number) {}

  /** The JSON of the pod with that number, from 0. */
  json(index: number): string {
    const service = Math.floor(index / perService);
    const isBroken = index % brokenEvery === 7;
    const facts: Record<string, string> = { ...this.#facts(index), resourceVersion: String(1_000 + index) };
    return this.#template(service, isBroken)
      .map((piece, place) => (place % 2 === 0 ? piece : (facts[piece] ?? '')))
      .join('');
  }

  #facts(index: number): Record<Varying, string> {
    const service = Math.floor(index / perService);
    const at = (seconds: number) =>
      new Date(1_795_000_000_000 + seconds * 1000).toISOString().replace('.000', '');
    const created = (index * 7919) % 2_000_000;
    return {
      name: `${serviceName(service)}-${hash(service)}-${word(index * 31 + 7, 5)}`,
      uid: uid(index),
      node: `ip-10-2-${Math.floor((index % nodes) / 200)}-${(index % nodes) % 200}.eu-central-1.compute.internal`,
      ip: `10.1.${Math.floor(index / 250) % 250}.${index % 250}`,
      createdAt: at(created),
      startedAt: at(created + 9),
    };
  }

  #template(service: number, isBroken: boolean): Template {
    const key = `${service} ${isBroken}`;
    const held = this.#templates.get(key);
    if (held) {
      return held;
    }
    const blank = Object.fromEntries(varying.map(field => [field, mark(field)])) as Record<Varying, string>;
    const facts: PodFacts = {
      ...blank,
      namespace: `team-${String(Math.floor(service / 8)).padStart(3, '0')}`,
      service: serviceName(service),
      hash: hash(service),
      owner: uid(1_000_000 + service),
      version: `1.${service % 90}.${service % 7}`,
      digest: word(service, 64, '0123456789abcdef'),
      isBroken,
    };
    const made = JSON.stringify(podObject(facts, mark('resourceVersion'))).split(marks);
    this.#templates.set(key, made);
    return made;
  }
}

const serviceName = (service: number) =>
  `${['checkout', 'orders', 'search', 'billing'][service % 4]}-${word(service, 4)}`;
const hash = (service: number) => word(service * 17 + 3, 10);

/** Letters that look like chance and are not. */
function word(seed: number, length: number, letters = 'bcdfghjklmnpqrstvwxz2456789'): string {
  let state = (seed * 2_654_435_761) >>> 0;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return letters[(state >>> 8) % letters.length];
  }).join('');
}

function uid(seed: number): string {
  const hex = word(seed, 24, '0123456789abcdef') + seed.toString(16).padStart(8, '0');
  return [8, 12, 16, 20, 32].map((end, place) => hex.slice([0, 8, 12, 16, 20][place], end)).join('-');
}
