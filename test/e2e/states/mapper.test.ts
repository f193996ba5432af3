import { describe } from 'node:test';
import { mapperWalks } from '../../screenshots/mapper-walks.js';
import { statesAreReached } from '../../screenshots/states-are-reached.js';

describe('Every state of the field mapper', () => statesAreReached(mapperWalks));
