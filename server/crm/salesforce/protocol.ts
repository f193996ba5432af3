import type { Protocol } from '../adapter.js';
import { faultOf } from './errors.js';
import { limitsOf } from './limits.js';

/** How Salesforce's replies are understood. */
export const protocol: Protocol = {
  requestId: (headers) => headers.get('x-sfdc-request-id'),
  fault: faultOf,
  limits: limitsOf,
};
