import { HubspotError } from '../errors.js';

/** A refusal of the token endpoint, with OAuth's keys and HubSpot's own side by side. */
export function oauthError(error: string, status: string, message: string): HubspotError {
  return new HubspotError(400, {
    error,
    error_description: message,
    status,
    message,
    category: status,
  });
}
