import type { JsonService } from '../Operation';
import { describeAlarmHistory } from './describeAlarmHistory';
import { describeAlarms } from './describeAlarms';
import { getMetricData } from './getMetricData';
import { listMetrics } from './listMetrics';

/** CloudWatch, in AWS JSON 1.0 with the error codes of the Query protocol in a header. */
export const cloudwatch: JsonService = {
  name: 'cloudwatch',
  signingName: 'monitoring',
  protocol: { kind: 'json', prefix: 'GraniteServiceVersion20100801.' },
  operations: {
    DescribeAlarms: describeAlarms,
    DescribeAlarmHistory: describeAlarmHistory,
    GetMetricData: getMetricData,
    ListMetrics: listMetrics,
  },
};
