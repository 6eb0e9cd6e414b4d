import type { Check } from './Check';
import { accessChecks } from './checks/access';
import { apiChecks } from './checks/api';
import { applyChecks } from './checks/apply';
import { cacheChecks } from './checks/cache';
import { cliChecks } from './checks/cli';
import { healthChecks } from './checks/health';
import { kustomizeChecks } from './checks/kustomize';
import { patchChecks } from './checks/patch';
import { lockChecks } from './checks/lock';
import { portalChecks } from './checks/portal';
import { promotionChecks } from './checks/promotions';
import { readingChecks } from './checks/reading';
import { rolloutChecks } from './checks/rollouts';
import { templateChecks } from './checks/templates';
import { validationChecks } from './checks/validation';
import { watchChecks } from './checks/watch';
import { workloadChecks } from './checks/workloads';

/** The whole suite. */
export const checks: readonly Check[] = [
  ...cacheChecks,
  ...cliChecks,
  ...readingChecks,
  ...healthChecks,
  ...rolloutChecks,
  ...promotionChecks,
  ...portalChecks,
  ...lockChecks,
  ...templateChecks,
  ...kustomizeChecks,
  ...apiChecks,
  ...watchChecks,
  ...patchChecks,
  ...applyChecks,
  ...validationChecks,
  ...accessChecks,
  ...workloadChecks,
];
