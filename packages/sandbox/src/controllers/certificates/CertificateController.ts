import { z } from 'zod';
import { jsonEqual } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { durationOf } from '../rollouts/analysis/duration';
import { metadataView, reader } from '../views';
import { type WorkQueue } from '../WorkQueue';

const certificates = 'certificates.cert-manager.io';
const definitions = 'customresourcedefinitions.apiextensions.k8s.io';
const component = 'cert-manager-certificates';
/** From the order to the certificate: the authority asks the domain's name server in between. */
const issuing = 4_000;
const day = 86_400_000;

const certificateView = z.object({
  metadata: metadataView,
  spec: z.looseObject({ duration: z.string().optional(), renewBefore: z.string().optional() }),
  status: z.looseObject({ revision: z.number().optional(), observed: z.unknown().optional() }).optional(),
});
const readCertificate = reader(certificateView);
type Certificate = z.infer<typeof certificateView>;

/** cert-manager with an authority that always says yes. Nothing but the Certificate's own status is made: no key, no request. */
export class CertificateController {
  private readonly queue: WorkQueue;
  private readonly ordered = new Set<string>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key), 150);
  }

  /** It begins when its kind is there. */
  start(): void {
    const installed = this.cluster.informer(definitions);
    let begun = false;
    installed.onEvent(() => {
      if (begun || !installed.get(undefined, certificates)) return;
      begun = true;
      this.cluster.informer(certificates).onEvent(({ object, before, type }) => {
        const said = type !== 'DELETED' && !jsonEqual(before?.spec, object.spec);
        if (said) this.queue.add(keyOf(object));
      });
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(certificates).byKey(key);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const certificate = readCertificate(stored);
    if (this.ordered.delete(orderOf(stored)))
      this.write(stored, issued(certificate, this.cluster.clock.now()));
    else this.order(key, stored, certificate);
  }

  private order(key: string, stored: KubeObject, certificate: Certificate): void {
    this.ordered.add(orderOf(stored));
    this.write(stored, waiting(certificate, stamp(this.cluster.clock.now())));
    this.queue.addAfter(key, issuing);
  }

  private write(stored: KubeObject, status: KubeObject['status']): void {
    this.cluster.apiAs(component).update(certificates, { ...stored, status }, 'status');
  }
}

/** One for each wording of a certificate. */
function orderOf({ metadata }: KubeObject): string {
  return `${metadata.uid}/${metadata.generation ?? 0}`;
}

function condition(
  type: string,
  status: string,
  reason: string,
  message: string,
  now: string,
  generation: number,
) {
  return { lastTransitionTime: now, message, observedGeneration: generation, reason, status, type };
}

function waiting({ metadata, status }: Certificate, now: string): NonNullable<KubeObject['status']> {
  const { generation } = metadata;
  const why = 'Issuing certificate as Secret does not exist';
  const first = status?.revision === undefined;
  const [reason, message] = first
    ? ['DoesNotExist', why]
    : ['RequestChanged', 'Fields on existing CertificateRequest resource not up to date'];
  return {
    conditions: [
      condition('Issuing', 'True', reason, message, now, generation),
      condition('Ready', 'False', reason, message, now, generation),
    ],
    ...(status?.revision !== undefined && { revision: status.revision }),
  };
}

function issued({ metadata, spec, status }: Certificate, now: Date): NonNullable<KubeObject['status']> {
  const lifetime = durationOf(spec.duration) ?? 90 * day;
  const notAfter = new Date(now.getTime() + lifetime);
  const renewBefore = durationOf(spec.renewBefore) ?? lifetime / 3;
  const ready = 'Certificate is up to date and has not expired';
  return {
    conditions: [condition('Ready', 'True', 'Ready', ready, stamp(now), metadata.generation)],
    notAfter: stamp(notAfter),
    notBefore: stamp(now),
    renewalTime: stamp(new Date(notAfter.getTime() - renewBefore)),
    revision: (status?.revision ?? 0) + 1,
  };
}
