import { z } from 'zod';
import { type KubeObject } from '../../kubernetes/types';
import { isNodeReady, readNode, type Node } from '../nodes/nodeView';

/** By this label a node says which group it is of. */
const groupLabel = 'eks.amazonaws.com/nodegroup';

/** A group of nodes that may grow, and who is in it. */
export interface NodeGroup {
  name: string;
  min: number;
  max: number;
  nodes: Node[];
}

const deploymentView = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.array(
          z.object({ command: z.array(z.string()).default([]), args: z.array(z.string()).default([]) }),
        ),
      }),
    }),
  }),
});

/** What the autoscaler's command line says: `--nodes=<least>:<most>:<group>`, once for each. */
export function nodeGroups(deployment: KubeObject, nodes: readonly KubeObject[]): NodeGroup[] {
  const read = deploymentView.safeParse(deployment);
  const containers = read.success ? read.data.spec.template.spec.containers : [];
  const said = containers.flatMap(({ command, args }) => [...command, ...args]);
  return said.flatMap(text => {
    const [, min, max, name] = /^--nodes=(\d+):(\d+):(.+)$/.exec(text) ?? [];
    if (name === undefined) return [];
    const members = nodes.filter(({ metadata }) => metadata.labels?.[groupLabel] === name).map(readNode);
    return [{ name, min: Number(min), max: Number(max), nodes: members }];
  });
}

export function readyNodes({ nodes }: NodeGroup): number {
  return nodes.filter(isNodeReady).length;
}
