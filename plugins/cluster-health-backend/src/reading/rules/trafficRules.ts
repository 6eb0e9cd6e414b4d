import { kubernetes, type Rule } from './Rule';

/** Rules about Services and Ingresses. */
export const trafficRules = {
  'service-without-endpoints': {
    says: 'A Service has nobody to send traffic to',
    state: 'degraded',
    severity: 81,
    source: `${kubernetes}tasks/debug/debug-application/debug-service/`,
  },
  'service-selects-nothing': {
    says: 'The selector of a Service matches no pod',
    state: 'degraded',
    severity: 75,
    source: `${kubernetes}tasks/debug/debug-application/debug-service/`,
  },
  'ingress-without-backend': {
    says: 'An Ingress sends to a Service that is not there',
    state: 'degraded',
    severity: 80,
    source: `${kubernetes}concepts/services-networking/ingress/#the-ingress-resource`,
  },
  'ingress-without-endpoints': {
    says: 'An Ingress sends to a Service without ready pods',
    state: 'degraded',
    severity: 88,
    source: `${kubernetes}concepts/services-networking/ingress/#the-ingress-resource`,
  },
  'ingress-without-address': {
    says: 'No controller has taken an Ingress',
    state: 'waiting',
    severity: 28,
    source: `${kubernetes}concepts/services-networking/ingress/#prerequisites`,
  },
} as const satisfies Record<string, Rule>;
