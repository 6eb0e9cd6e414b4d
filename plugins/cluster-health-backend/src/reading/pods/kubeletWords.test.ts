import { ownWords, probeWords, sandboxWords, startWords } from './kubeletWords';

it.each([
  [
    'Readiness probe failed: Get "http://10.45.0.21:8080/live": dial tcp 10.45.0.21:8080: connect: connection refused',
    'Readiness probe failed: Get "http://:8080/live": dial tcp :8080: connect: connection refused',
  ],
  [
    'Liveness probe failed: dial tcp [fd00::1b]:9999: i/o timeout',
    'Liveness probe failed: dial tcp :9999: i/o timeout',
  ],
  [
    'Readiness probe failed: command timed out: "sleep 20" timed out after 1s',
    'Readiness probe failed: command timed out: "sleep 20" timed out after 1s',
  ],
])('%s: says the same of every pod of a workload', (told, words) => {
  expect(probeWords(told)).toBe(words);
});

it.each([
  [
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app": stat /app: no such file or directory: unknown',
    'exec: "/app": stat /app: no such file or directory',
  ],
  [
    'container has runAsNonRoot and image will run as root (pod: "web-6gq_shop(61e66204)", container: app)',
    'container has runAsNonRoot and image will run as root',
  ],
])('%s: the reason alone', (told, words) => {
  expect(startWords(told)).toBe(words);
});

it('leaves out what a node did before it says why', () => {
  const id = '1cb3ecac7501a5c4d8b9fbef95017a8877e1ab15dc63c2edf2355fa5e2f19218';
  const told = `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to reserve sandbox name for "${id}"`;
  expect(sandboxWords(told)).toBe('Failed to create pod sandbox: failed to reserve sandbox name for');
  expect(ownWords('Pod was rejected: The node had condition: [MemoryPressure]. ')).toBe(
    'The node had condition: [MemoryPressure]',
  );
});
