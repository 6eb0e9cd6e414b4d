import type { Check } from '../../Check';
import { cronJobs } from './cronJobs';
import { jobs } from './jobs';
import { quotas } from './quotas';
import { sets } from './sets';
import { volumes } from './volumes';

/** The controllers of what runs besides Deployments, through their objects' lives, and what limits them. */
export const workloadChecks: readonly Check[] = [...jobs, ...cronJobs, ...sets, ...volumes, ...quotas];
