import type { SandboxCluster } from '../clusters/SandboxCluster';
import { IMAGE_FAULTS, type ImageFaults } from '../images/ImageFaults';
import { FAULTS } from '../kubernetes/faults/Faults';
import { SandboxError } from '../SandboxError';
import type { FaultTarget } from './FaultTarget';
import { noFault } from './injectNamed';
import type { Databases } from '../postgres/Databases';
import type { Vaults } from '../vault/Vaults';

/** Clusters, as `cluster:<name>` or by their name alone. @param cluster throws SandboxError for one that is not there */
export function clusterTargets(
  names: () => readonly string[],
  cluster: (name: string) => SandboxCluster,
): FaultTarget {
  return {
    faults: () => Object.fromEntries(names().map(name => [`cluster:${name}`, FAULTS])),
    // Whatever nobody else takes is the name of a cluster, or of none, which is then told.
    takes: () => true,
    inject({ target, fault, ...details }) {
      const { faults } = cluster(target.replace(/^cluster:/, ''));
      const name = FAULTS.find(known => known === fault);
      if (fault === noFault) faults.clear();
      else if (name) faults.inject({ fault: name, ...details });
      else throw new SandboxError(`There is no fault ${fault}; there are ${FAULTS.join(', ')}.`);
    },
  };
}

/** Images wherever they run, as `image:<reference>`. */
export function imageTargets(imageFaults: () => ImageFaults): FaultTarget {
  return {
    faults: () => ({ 'image:<reference>': IMAGE_FAULTS }),
    takes: target => target.startsWith('image:'),
    inject({ target, fault, seconds }) {
      const reference = target.slice('image:'.length);
      const name = IMAGE_FAULTS.find(known => known === fault);
      if (fault === noFault) imageFaults().end(reference);
      else if (name) imageFaults().inject(reference, { fault: name, seconds });
      else {
        const known = IMAGE_FAULTS.join(', ');
        throw new SandboxError(`There is no fault ${fault} of an image; there are ${known}.`);
      }
    },
  };
}

/** PostgreSQLs as `postgres:<name>`, pgpools as `pgpool:<name>`. */
export function databaseTargets(databases: () => Databases): FaultTarget {
  return {
    faults: () => databases().faults(),
    takes: target => /^(postgres|pgpool):/.test(target),
    inject: ({ target, fault, ...details }) => {
      databases()
        .inject(target, fault, details)
        .catch(error => console.error(`${fault} of ${target}:`, error));
    },
  };
}

/** Vaults as `vault:<name>`, their nodes as `vault:<name>/<node>`. */
export function vaultTargets(vaults: () => Vaults): FaultTarget {
  return {
    faults: () => vaults().faults(),
    takes: target => target.startsWith('vault:'),
    inject: ({ target, fault, ...details }) => vaults().inject(target, fault, details),
  };
}
