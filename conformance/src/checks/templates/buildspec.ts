import { expect } from 'expect';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import type { Check } from '../../Check';
import { documentsOf } from '../../templates/reading';
import { FIRST_COMMIT } from '../../templates/standIns';
import { type Done, execIn, Workbench } from './Workbench';

const texts = z.record(z.string(), z.string());
const phase = z.strictObject({
  'run-as': z.string().optional(),
  'on-failure': z.string().optional(),
  commands: z.array(z.string()).min(1),
  finally: z.array(z.string()).optional(),
});
/** As far as it is used, of AWS CodeBuild's "Build specification reference": unknown keys are ignored there, here not. */
const buildspecSchema = z.strictObject({
  version: z.literal(0.2),
  env: z.strictObject({ shell: z.enum(['bash', 'sh']), variables: texts, 'secrets-manager': texts }),
  phases: z.strictObject({ pre_build: phase, build: phase, post_build: phase }),
});
type Buildspec = z.infer<typeof buildspecSchema>;

/** Programs that write down what they are asked. */
const playing = {
  docker: 'echo "docker $*" >> "$CALLS"; case "$*" in *"$FAILS"*) exit 1;; esac; cat > /dev/null < /dev/null',
  aws: [
    'echo "aws $*" >> "$CALLS"',
    'case "$*" in',
    '  "ecr describe-images"*) test "$PUSHED" = 1;;',
    '  "ecr describe-image-scan-findings"*) echo "$CRITICAL";;',
    'esac',
  ].join('\n'),
};

interface Circumstances {
  /** The image is there already. */
  pushed?: boolean;
  critical?: number;
  /** Text in the call of docker that fails. */
  fails?: string;
}

/** All phases in one shell, as CodeBuild runs them: without pre_build there is no build, but post_build comes after any. */
async function build(
  folder: string,
  { phases, env }: Buildspec,
  circumstances: Circumstances,
): Promise<Done & { calls: string[] }> {
  const { pushed = false, critical = 0, fails = 'nothing fails' } = circumstances;
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, script] of Object.entries(playing)) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const log = join(folder, 'calls');
  writeFileSync(log, '');
  const given = {
    ...env.variables,
    CALLS: log,
    FAILS: fails,
    PUSHED: pushed ? '1' : '0',
    CRITICAL: String(critical),
    REPOSITORY_URI: 'registry.example/storefront/gift-cards',
    REPOSITORY_NAME: 'storefront/gift-cards',
    CODEBUILD_RESOLVED_SOURCE_VERSION: FIRST_COMMIT,
    NODE_IMAGE: 'node:24',
    SONAR_IMAGE: 'sonar:11',
  };
  const script = [
    `export PATH=${quoted(bin)}${delimiter}"$PATH" CODEBUILD_BUILD_SUCCEEDING=1`,
    ...Object.entries(given).map(([name, value]) => `export ${name}=${quoted(value)}`),
    attempt(phases.pre_build.commands, 'exit 1'),
    attempt(phases.build.commands, 'CODEBUILD_BUILD_SUCCEEDING=0'),
    attempt(phases.post_build.commands, 'exit 1'),
    'test "$CODEBUILD_BUILD_SUCCEEDING" = 1',
  ];
  const done = await execIn(folder, 'bash', ['-c', script.join('\n')]);
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  // Both sides of a pipe begin at once.
  return { ...done, calls: [...calls.slice(0, 2).sort(), ...calls.slice(2)] };
}

/** Commands until one fails. */
function attempt(commands: readonly string[], otherwise: string): string {
  const each = commands.map(command => `${command}\ntest $? = 0 || break`);
  return `while true; do FAILED=1\n${each.join('\n')}\nFAILED=0; break; done\nif test "$FAILED" = 1; then ${otherwise}; fi`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(`'`, `'\\''`)}'`;
}

const image = `registry.example/storefront/gift-cards:${FIRST_COMMIT}`;

export const building: readonly Check[] = [
  {
    id: 'templates/buildspec',
    title:
      'a build tests, scans and pushes the image of its commit, once, and not one with critical findings',
    needs: ['bash'],
    async run(context) {
      const workbench = await Workbench.open(context);
      const made = await workbench.make('run');
      const [document] = documentsOf(
        'buildspec.yml',
        readFileSync(join(made, 'repository/buildspec.yml'), 'utf8'),
      );
      const buildspec = buildspecSchema.parse(document);
      const play = (circumstances: Circumstances) => build(made, buildspec, circumstances);

      const good = await play({});
      expect([good.code, good.calls.map(call => call.split(' ').slice(0, 3).join(' '))]).toEqual([
        0,
        [
          'aws ecr get-login-password',
          'docker login --username',
          'docker build --build-arg',
          'docker build --build-arg',
          'docker run --rm',
          'docker build --build-arg',
          'aws ecr describe-images',
          `docker push ${image}`,
          'aws ecr wait',
          'aws ecr describe-image-scan-findings',
        ],
      ]);
      expect(good.calls[1]).toContain('--password-stdin registry.example');
      expect(good.calls[5]).toContain(`--tag ${image} .`);

      const again = await play({ pushed: true });
      expect([again.code, again.calls.filter(call => call.startsWith('docker push'))]).toEqual([0, []]);
      expect((await play({ critical: 1 })).code).toBe(1);
      for (const fails of ['login', '--target test', 'sonar:11', '--tag', 'push']) {
        const failed = await play({ fails });
        const last = failed.calls.at(-1);
        expect([fails, failed.code, last?.startsWith('docker') && last.includes(fails)]).toEqual([
          fails,
          1,
          true,
        ]);
      }
    },
  },
];
