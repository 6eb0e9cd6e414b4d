import { namesOf, type Names } from './names';
import { at, builtFor, documentsOf, isYaml, labelsIn, listAt, named, objectsIn, textAt } from './reading';
import { type DryRun, Scaffolder } from './Scaffolder';
import { FIRST_COMMIT } from './standIns';
import { filledIn, path } from './values';

// A template is run whole, also on a machine that does other things.
jest.setTimeout(30_000);

let scaffolder: Scaffolder;
beforeAll(async () => {
  scaffolder = await Scaffolder.start();
});
afterAll(() => scaffolder.stop());

const long = `a${'b-1'.repeat(13)}cd`;
const github: Partial<Names> = {
  publisher: 'github',
  repository: 'https://github.com/shop/gift-cards',
  deployRepository: 'https://github.com/shop/gift-cards-deploy',
};
const gitlab: Partial<Names> = { ...github, publisher: 'gitlab' };

const cases: [string, Partial<typeof filledIn>, Names][] = [
  ...['small', 'medium', 'large'].flatMap(size =>
    [true, false].map((database): [string, object, Names] => [
      `${size}, ${database ? 'with' : 'without'} a database`,
      { size, database },
      namesOf('gift-cards'),
    ]),
  ),
  ['on GitHub', {}, namesOf('gift-cards', 'shop', github)],
  ['on GitLab, without a database', { database: false }, namesOf('gift-cards', 'shop', gitlab)],
  ['without a system', { system: undefined }, namesOf('gift-cards')],
  ['the longest name', { name: long }, namesOf(long)],
  ['the shortest name', { name: 'abc' }, namesOf('abc')],
  ...['007', 'on'].map((team): [string, object, Names] => [
    `a team called ${team}`,
    { owner: `group:default/${team}` },
    namesOf('gift-cards', team),
  ]),
];

/** What every overlay builds. */
const kinds = [
  'AnalysisTemplate',
  'AnalysisTemplate',
  'Certificate',
  'HorizontalPodAutoscaler',
  'Ingress',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'PrometheusRule',
  'Rollout',
  'Service',
  'Service',
  'ServiceAccount',
  'ServiceMonitor',
];

describe.each(cases)('%s', (_title, changes, names) => {
  const values = { ...filledIn, name: names.name, ...changes };
  let run: DryRun;
  beforeAll(async () => {
    run = await scaffolder.dryRun(path, values, names);
  });

  it('leaves no tag unfilled, and no value that is none', () => {
    for (const [file, text] of run.files) {
      const left = file.endsWith('.ts') ? /\$\{\{|\{%|\{#/ : /\$\{\{|\{%|\{#|\bundefined\b|\[object |NaN/;
      expect([file, left.exec(text)?.[0]]).toEqual([file, undefined]);
    }
  });

  it('is YAML and JSON, the same to every reader', () => {
    const files = [...run.files];
    for (const [file, text] of files.filter(([each]) => isYaml(each))) {
      expect(documentsOf(file, text).length).toBeGreaterThan(0);
    }
    for (const [, text] of files.filter(([file]) => file.endsWith('.json'))) {
      expect(JSON.parse(text)).toEqual(expect.any(Object));
    }
  });

  it('calls everything by names that Kubernetes takes', () => {
    const objects = [...objectsIn(run.files, 'deployment/'), ...objectsIn(run.files, 'applications/')];
    for (const object of objects) {
      expect(at(object, 'metadata', 'name') ?? names.name).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
      for (const [key, value] of labelsIn(object)) {
        expect([key, value]).toEqual([
          key,
          expect.stringMatching(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/),
        ]);
      }
    }
  });

  it('runs in each environment by an Application that Argo CD keeps', () => {
    for (const { name, cluster } of names.environments) {
      const [application] = objectsIn(run.files, `applications/${cluster}/${names.name}.yaml`);
      expect(application).toMatchObject({
        kind: 'Application',
        metadata: { namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
        spec: {
          source: { repoURL: names.deployRepository, path: `overlays/${name}`, targetRevision: 'main' },
          destination: { namespace: names.namespace },
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      });
      expect(at(application, 'metadata', 'annotations', 'argocd-image-updater.argoproj.io/image-list')).toBe(
        `service=${names.image}`,
      );
    }
  });

  it('builds, for each environment, the same things in the namespace of the team', () => {
    for (const { name, host } of names.environments) {
      const objects = builtFor(run.files, name);
      expect(objects.map(({ kind }) => kind).sort()).toEqual(kinds);
      expect(new Set(objects.map(object => at(object, 'metadata', 'namespace')))).toEqual(
        new Set([names.namespace]),
      );
      expect(JSON.stringify(objects)).not.toContain('.invalid');
      expect(at(named(objects, 'Ingress'), 'spec', 'rules', 0, 'host')).toBe(host);
      expect(at(named(objects, 'Certificate'), 'spec', 'dnsNames')).toEqual([host]);
    }
  });

  it('begins with the commit that was published, and each revision names its own', () => {
    for (const { name } of names.environments) {
      const template = at(named(builtFor(run.files, name), 'Rollout'), 'spec', 'template');
      expect(at(template, 'spec', 'containers', 0, 'image')).toBe(`${names.image}:${FIRST_COMMIT}`);
      expect(at(template, 'metadata', 'annotations')).toMatchObject({
        'greenroom.dev/commit': FIRST_COMMIT,
        'greenroom.dev/repository': names.repository,
      });
    }
  });

  it('asks nobody but in production, and has at least three pods there', () => {
    const told = names.environments.map(({ name }) => {
      const objects = builtFor(run.files, name);
      const rollout = named(objects, 'Rollout');
      const { minReplicas, maxReplicas } = Object(at(named(objects, 'HorizontalPodAutoscaler'), 'spec'));
      expect(minReplicas).toBeLessThan(maxReplicas);
      expect(at(rollout, 'spec', 'replicas')).toBe(minReplicas);
      return [name, at(rollout, 'spec', 'strategy', 'blueGreen', 'autoPromotionEnabled'), minReplicas >= 3];
    });
    expect(told).toEqual([
      ['dev', true, false],
      ['staging', true, false],
      ['prod', false, true],
    ]);
  });

  it('may nothing that it does not need', () => {
    const pods = at(named(objectsIn(run.files, 'deployment/base/'), 'Rollout'), 'spec', 'template', 'spec');
    expect(pods).toMatchObject({
      automountServiceAccountToken: values.database,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: names.name,
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: expect.any(String), memory: expect.any(String) } },
        },
      ],
    });
  });

  it('has a database where one was asked for, and no trace of one where not', () => {
    const traces = [...run.files]
      .filter(([, text]) => /vault|database|"pg"/i.test(text))
      .map(([file]) => file);
    const rollout = named(objectsIn(run.files, 'deployment/base/'), 'Rollout');
    const role = at(rollout, 'spec', 'template', 'metadata', 'annotations', 'vault.hashicorp.com/role');
    expect(role).toBe(values.database ? names.databaseRole : undefined);
    expect(run.files.has('repository/src/database.ts')).toBe(values.database);
    // Checks are by name: the tests of the server call one `database`.
    expect(traces.length === 1 && traces[0] === 'repository/src/server.test.ts').toBe(!values.database);
  });

  it('is joined to its entity on the cluster side as in the catalog', () => {
    const [entity] = documentsOf('catalog-info.yaml', run.files.get('repository/catalog-info.yaml') ?? '');
    expect(entity).toMatchObject({
      kind: 'Component',
      metadata: {
        name: names.name,
        annotations: {
          'backstage.io/kubernetes-id': names.name,
          'backstage.io/kubernetes-namespace': names.namespace,
          'argocd/app-name': names.name,
        },
      },
      spec: { owner: values.owner, type: 'service' },
    });
    expect(at(entity, 'spec', 'system')).toBe(values.system);
    expect(at(entity, 'metadata', 'annotations', 'greenroom.dev/databases')).toBe(
      values.database ? 'shop-aurora' : undefined,
    );
    expect(at(entity, 'metadata', 'annotations', 'greenroom.dev/vault-roles')).toBe(
      values.database ? `storefront/database/${names.databaseRole}` : undefined,
    );
    for (const object of objectsIn(run.files, 'deployment/base/').filter(
      ({ kind }) => kind !== 'Kustomization',
    )) {
      expect([object.kind, at(object, 'metadata', 'labels', 'backstage.io/kubernetes-id')]).toEqual([
        object.kind,
        names.name,
      ]);
    }
  });

  it('alerts lead to a chapter of the runbook', () => {
    const rules = listAt(named(objectsIn(run.files, 'deployment/base/'), 'PrometheusRule'), 'spec', 'groups');
    const alerts = rules
      .flatMap(group => listAt(group, 'rules'))
      .filter(rule => textAt(rule, 'alert') !== '');
    const chapters = run.files.get('repository/docs/runbook.md') ?? '';
    expect(alerts.length).toBe(6);
    for (const alert of alerts) {
      const [link, chapter = ''] = textAt(alert, 'annotations', 'runbook_url').split('#');
      expect(link).toMatch(new RegExp(`^${names.repository}/.+/docs/runbook\\.md$`));
      expect(textAt(alert, 'alert').toLowerCase()).toBe(chapter);
      expect(chapters).toContain(`## ${textAt(alert, 'alert')}\n`);
    }
  });
});
