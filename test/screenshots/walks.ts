import { activityWalks } from './activity-walks.js';
import { connectWalks } from './connect-walks.js';
import { mapperWalks } from './mapper-walks.js';
import type { Walk } from './walk.js';

/** The ways that lead to all states; first the one that needs a server on which nothing has ever synced. */
export const walks: readonly Walk[] = [...activityWalks, ...connectWalks, ...mapperWalks];
