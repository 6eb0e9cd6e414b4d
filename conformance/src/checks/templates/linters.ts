import { expect } from 'expect';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Check, NotRun } from '../../Check';
import { at, documentsOf } from '../../templates/reading';
import { execIn, Workbench } from './Workbench';

const publishers = ['gitea', 'github', 'gitlab'] as const;

export const linting: readonly Check[] = [
  {
    id: 'templates/cloudformation',
    title: 'cfn-lint finds nothing in the pipeline and the roles, whatever the git host',
    needs: ['cfn-lint'],
    async run(context) {
      const workbench = await Workbench.open(context);
      for (const publisher of publishers) {
        const made = await workbench.make(publisher, {}, { publisher });
        const folder = join(made, 'repository/infrastructure');
        expect(await execIn(folder, 'cfn-lint', ['pipeline.yaml', 'irsa.yaml'])).toEqual({
          code: 0,
          output: '',
        });
      }
    },
  },
  {
    id: 'templates/dockerfile',
    title: 'hadolint finds nothing in the Dockerfile',
    needs: ['hadolint'],
    async run(context) {
      const workbench = await Workbench.open(context);
      for (const database of [true, false]) {
        const made = await workbench.make(String(database), { database });
        const linted = await execIn(join(made, 'repository'), 'hadolint', ['Dockerfile']);
        expect(linted).toEqual({ code: 0, output: '' });
      }
    },
  },
  {
    id: 'templates/alerts',
    title: 'Prometheus takes the rules, measures what it should, and alerts when it should',
    needs: ['promtool'],
    async run(context) {
      const workbench = await Workbench.open(context);
      const made = await workbench.make('run');
      const file = join(made, 'deployment/base/alerts.yaml');
      const [rule] = documentsOf('alerts.yaml', readFileSync(file, 'utf8'));
      writeFileSync(join(made, 'rules.yaml'), stringify(at(rule, 'spec')));
      writeFileSync(join(made, 'tests.yaml'), stringify(ruleTests));
      expect(await execIn(made, 'promtool', ['check', 'rules', 'rules.yaml'])).toMatchObject({ code: 0 });
      const tested = await execIn(made, 'promtool', ['test', 'rules', 'tests.yaml']);
      expect([tested.code, tested.output]).toEqual([0, expect.stringContaining('SUCCESS')]);
    },
  },
  {
    id: 'templates/service',
    title: 'the service installs by its lock file, its types hold and its tests pass',
    needs: ['npm'],
    async run(context) {
      const workbench = await Workbench.open(context);
      for (const database of [true, false]) {
        const made = await workbench.make(String(database), { database });
        const folder = join(made, 'repository');
        const installed = await execIn(folder, 'npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts']);
        if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(installed.output)) {
          throw new NotRun('the registry of packages can not be reached');
        }
        expect(installed).toMatchObject({ code: 0 });
        expect(await execIn(folder, 'npm', ['run', 'types'])).toMatchObject({ code: 0 });
        const tested = await execIn(folder, 'npm', ['test']);
        expect(tested).toEqual({
          code: 0,
          output: expect.stringMatching(database ? /pass 9\n/ : /pass 5\n/),
        });
      }
    },
  },
];

const labels = 'namespace="storefront",method="GET"';
const counter = (service: string, route: string, status: number, values: string) => ({
  series: `http_requests_total{${labels},service="${service}",route="${route}",status="${status}"}`,
  values,
});
const sample = (service: string, value: number, record = 'job:success_rate:ratio') => ({
  labels: `${record}{namespace="storefront", service="${service}"}`,
  value,
});

/** As `promtool test rules` reads them: what the series give, and who is told. */
const ruleTests = {
  rule_files: ['rules.yaml'],
  evaluation_interval: '15s',
  tests: [
    {
      name: 'one request in four fails on the preview, none on the active one',
      interval: '15s',
      input_series: [
        counter('gift-cards', '/', 200, '0+15x40'),
        counter('gift-cards-preview', '/readyz', 200, '0+45x40'),
        counter('gift-cards-preview', '/readyz', 503, '0+15x40'),
        counter('gift-cards-other', '/', 500, '0+15x40'),
      ],
      promql_expr_test: [
        {
          expr: 'job:success_rate:ratio',
          eval_time: '5m',
          exp_samples: [sample('gift-cards', 1), sample('gift-cards-preview', 0.75)],
        },
      ],
      // A preview's errors are no user's.
      alert_rule_test: [{ eval_time: '10m', alertname: 'ServiceFails', exp_alerts: [] }],
    },
    {
      name: 'everything fails',
      interval: '15s',
      input_series: [counter('gift-cards', '/', 500, '0+15x80')],
      promql_expr_test: [
        { expr: 'job:success_rate:ratio', eval_time: '5m', exp_samples: [sample('gift-cards', 0)] },
      ],
      alert_rule_test: [
        {
          eval_time: '15m',
          alertname: 'ServiceFails',
          exp_alerts: [
            {
              exp_labels: { severity: 'critical', service: 'gift-cards', namespace: 'storefront' },
              exp_annotations: {
                summary: 'gift-cards answers 100% of its requests with an error',
                runbook_url:
                  'http://localhost:7012/storefront/gift-cards/src/branch/main/docs/runbook.md#servicefails',
              },
            },
          ],
        },
      ],
    },
    {
      name: 'answers take from a quarter to half a second',
      interval: '15s',
      input_series: ['0.25', '0.5', '+Inf'].map((le, index) => ({
        series: `http_request_duration_seconds_bucket{${labels},service="gift-cards",route="/",le="${le}"}`,
        values: index === 0 ? '0x40' : '0+15x40',
      })),
      promql_expr_test: [
        {
          expr: 'job:duration_seconds:p99',
          eval_time: '5m',
          exp_samples: [sample('gift-cards', 0.4975, 'job:duration_seconds:p99')],
        },
      ],
    },
  ],
};
