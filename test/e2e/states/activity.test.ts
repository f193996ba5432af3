import { describe } from 'node:test';
import { activityWalks } from '../../screenshots/activity-walks.js';
import { statesAreReached } from '../../screenshots/states-are-reached.js';

describe('Every state of the sync activity and the contact field', () => statesAreReached(activityWalks));
