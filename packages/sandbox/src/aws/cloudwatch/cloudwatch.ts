import type { JsonService } from '../Operation';
import { getMetricData } from './getMetricData';

/** CloudWatch, in AWS JSON 1.0 with the error codes of the Query protocol in a header. */
export const cloudwatch: JsonService = {
  name: 'cloudwatch',
  signingName: 'monitoring',
  protocol: { kind: 'json', prefix: 'GraniteServiceVersion20100801.' },
  operations: {
    GetMetricData: getMetricData,
  },
};
