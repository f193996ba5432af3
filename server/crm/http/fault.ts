export { faultOf } from '../../contract/rules/fault-of.js';
