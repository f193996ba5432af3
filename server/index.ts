export { BadSettings } from './config.js';
export { createServer, type Effects, type Server } from './server.js';
