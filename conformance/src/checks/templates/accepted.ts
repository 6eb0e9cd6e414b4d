import { expect } from 'expect';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { patchTypes } from '../../Api';
import { type Check, NotRun } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { type JsonObject, textAt } from '../../json';
import { namesOf } from '../../templates/names';
import { documentsOf } from '../../templates/reading';
import { Workbench } from './Workbench';

const NAME = 'gift-cards';
const needs = ['kubectl'] as const;
const { environments } = namesOf(NAME);

/** Where a server takes each kind. */
const resources: Readonly<Record<string, string>> = {
  AnalysisTemplate: 'analysistemplates',
  Application: 'applications',
  Certificate: 'certificates',
  HorizontalPodAutoscaler: 'horizontalpodautoscalers',
  Ingress: 'ingresses',
  NetworkPolicy: 'networkpolicies',
  PodDisruptionBudget: 'poddisruptionbudgets',
  PrometheusRule: 'prometheusrules',
  Rollout: 'rollouts',
  Service: 'services',
  ServiceAccount: 'serviceaccounts',
  ServiceMonitor: 'servicemonitors',
};

/** What every overlay applies. */
const applied = [
  ...Object.keys(resources).flatMap(kind => (kind === 'Application' ? [] : [`${kind} ${NAME}`])),
  `AnalysisTemplate ${NAME}-p99`,
  `AnalysisTemplate ${NAME}-success-rate`,
  `Service ${NAME}-preview`,
]
  .filter(each => each !== `AnalysisTemplate ${NAME}`)
  .sort();

/** A server-side apply into the check's namespace: every field has to be known, nothing is stored. Returns what it was of. */
async function accept({ api, namespace }: CheckContext, object: JsonObject): Promise<string> {
  const [kind, name] = [textAt(object, 'kind'), textAt(object, 'metadata', 'name')];
  const version = textAt(object, 'apiVersion');
  const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const answer = await api.ask({
    method: 'PATCH',
    path: `${root}/namespaces/${namespace}/${resources[kind]}/${name}`,
    query: { dryRun: 'All', fieldManager: 'argocd-controller', fieldValidation: 'Strict', force: 'true' },
    contentType: patchTypes.apply,
    body: { ...object, metadata: { ...Object(object.metadata), namespace } },
  });
  if (answer.status === 404) throw new NotRun(`the cluster does not know ${kind} of ${version}`);
  expect([kind, name, answer.status, answer.status < 300 ? '' : answer.text]).toEqual([kind, name, 201, '']);
  return `${kind} ${name}`;
}

async function acceptAll(context: CheckContext, objects: readonly JsonObject[]): Promise<string[]> {
  const taken: string[] = [];
  for (const object of objects) taken.push(await accept(context, object));
  return taken.sort();
}

export const accepting: readonly Check[] = [
  ...environments.flatMap(environment =>
    [true, false].map((database): Check => {
      const without = database ? '' : ', without a database';
      return {
        id: `templates/accepted-${environment.name}${database ? '' : '-without-database'}`,
        title: `the server takes everything that eks-blue-green runs in ${environment.name}${without}`,
        needs,
        async run(context) {
          const { namespace, tools } = context;
          const workbench = await Workbench.open(context);
          for (const size of ['small', 'medium', 'large']) {
            const made = await workbench.make(size, { size, database }, { namespace });
            const built = await tools.kubectlSays([
              'kustomize',
              join(made, 'deployment/overlays', environment.name),
            ]);
            expect(await acceptAll(context, documentsOf(environment.name, built))).toEqual(applied);
          }
        },
      };
    }),
  ),
  {
    id: 'templates/applications',
    title: 'the server takes its Applications',
    async run(context) {
      const workbench = await Workbench.open(context);
      const made = await workbench.make('run', {}, { namespace: context.namespace });
      for (const { cluster } of environments) {
        const file = join(made, 'applications', cluster, `${NAME}.yaml`);
        const objects = documentsOf(file, readFileSync(file, 'utf8'));
        expect(await acceptAll(context, objects)).toEqual([`Application ${NAME}`]);
      }
    },
  },
];
