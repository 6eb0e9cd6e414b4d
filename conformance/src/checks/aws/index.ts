import type { AwsCheck } from '../../aws/AwsTarget';
import { cloudWatchChecks } from './cloudWatch';
import { rdsChecks } from './rds';
import { stsChecks } from './sts';

/** What AWS's own clients are answered, as AWS documents it and moto does it. */
export const awsChecks: readonly AwsCheck[] = [...stsChecks, ...cloudWatchChecks, ...rdsChecks];
