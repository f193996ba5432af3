import { describe } from 'node:test';
import { connectWalks } from '../../screenshots/connect-walks.js';
import { statesAreReached } from '../../screenshots/states-are-reached.js';

describe('Every state of the connect cards', () => statesAreReached(connectWalks));
