import { quoted } from '../words';

/** The reasons that registries and networks give, at the end of what containerd says. */
const known =
  /(not found|unauthorized|forbidden|manifest unknown|no such host|connection refused|i\/o timeout|too ?many ?requests|x509[^:]*)/i;

/** Why an image can not be pulled: containerd repeats the image three times before it says so. */
export function imageWords(message: string | undefined): string | undefined {
  if (message === undefined) {
    return undefined;
  }
  const image = /"([^"\s]+)"/.exec(message)?.[1];
  const why = message.split(/failed to resolve reference "[^"]*": /).at(-1) ?? message;
  if (image === undefined) {
    return quoted(message);
  }
  const reason = known.exec(why)?.[1];
  if (reason !== undefined) {
    return `${image}: ${reason.toLocaleLowerCase('en')}`;
  }
  return why === message ? quoted(message) : quoted(`${image}: ${why}`);
}

/** What comes before the reason is said of every container, and names of the pod are said already. */
const beforeReason = /^.*(unable to start container process: |error during container init: )/;
const names = [/ for Container "[^"]*" in Pod "[^"]*"/, / \(pod: "[^"]*", container: [^)]*\)/];

/** Why a container can not be started, in the kubelet's and the runtime's words. */
export function startWords(message: string): string {
  const reason = message.replace(beforeReason, '').replace(/: unknown$/, '');
  return quoted(names.reduce((words, name) => words.replace(name, ''), reason));
}

/** Why a pod has no sandbox to start containers in. */
export function sandboxWords(message: string): string {
  return quoted(message.replace(/rpc error: code = \w+ desc = /, '').replace(/ "[0-9a-f]{64}"/, ''));
}

/** What a probe says: the pod's own address tells nobody anything, and is another for each pod. */
export function probeWords(message: string): string {
  return quoted(message.replace(/(?<=:\/\/|tcp )(\[[0-9a-f:]+\]|[0-9.]+)(?=:\d+)/g, ''));
}

/** The kubelet tells thresholds and amounts after its first sentence, and of what it did not let in that it did not. */
export function ownWords(message: string): string {
  return quoted(message.replace(/^Pod was rejected: /, '').split('. ')[0] ?? message);
}
