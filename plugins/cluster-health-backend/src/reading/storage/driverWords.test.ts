import storageEvents from '../__fixtures__/storageEvents.json';
import { answerWords, driverWords } from './driverWords';

type Told = keyof typeof storageEvents;

describe('what a storage driver answers', () => {
  it.each<[Told, string]>([
    [
      'provisioningTooLarge',
      'ours refuses: Requested capacity 21474836480 exceeds maximum allowed 10737418240',
    ],
    ['provisioningUnanswered', 'ours does not answer'],
    ['provisioningInfeasible', 'ours refuses: capacity tracking disabled, specifying kind "fast" is invalid'],
    [
      'provisioningWithoutSecret',
      'error getting secret rbd-provisioner in namespace kube-system: secrets "rbd-provisioner" not found',
    ],
    [
      'provisioningFull',
      'ours refuses: requested capacity 8589934592 of arbitrary storage exceeds all remaining capacity',
    ],
    ['resizeUnanswered', 'ours does not answer'],
    [
      'resizeFailed',
      'ours fails: error writing state file: open /csi-data-dir/state.json: read-only file system',
    ],
  ])('%s: of a claim', (told, words) => {
    expect(driverWords(storageEvents[told].object.message, 'ours')).toBe(words);
  });

  it.each<[Told, string]>([
    [
      'attachRefused',
      'AttachVolume.Attach failed for volume "pvc-b44c12ca-caee-4cdd-86ca-d80c1328b65c" : ours refuses: Cannot attach any more volumes to this node (\'real-1\')',
    ],
    [
      'attachUnanswered',
      'AttachVolume.Attach failed for volume "pvc-d75d3f3e-eb41-44e5-99f5-e2cc6067e0e1" : ours does not answer',
    ],
    [
      'attachUnattended',
      'AttachVolume.Attach failed for volume "pvc-79b11f38-cc94-428b-9e3a-3e5ed6a2edd7" : the external-attacher of hostpath.csi.k8s.io does not answer',
    ],
    [
      'attachUnregistered',
      'AttachVolume.Attach failed for volume "pvc-1091094d-8e16-4a83-bbd2-1a6dd29fc3e0" : hostpath.csi.k8s.io does not run on node real-1',
    ],
    [
      'mountUnanswered',
      'MountVolume.MountDevice failed for volume "pvc-d75d3f3e-eb41-44e5-99f5-e2cc6067e0e1" : ours does not answer',
    ],
  ])('%s: of the volume of a pod', (told, words) => {
    expect(answerWords(storageEvents[told].object.message, 'ours')).toBe(words);
  });

  it('is the reason alone, where older controllers say of what', () => {
    const why = 'error getting secret rbd-provisioner in namespace kube-system';
    expect(driverWords(`failed to provision volume with StorageClass "fast": ${why}`, 'ours')).toBe(why);
  });
});
