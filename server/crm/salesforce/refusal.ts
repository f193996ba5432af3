import { faultCodes, type Fault, type FaultCode } from '../../contract/model/index.js';

/** The fault for an OAuth error, of the callback or the token endpoint, with what an admin does about it. */
export function refusal(error: string, description: string | null): Fault {
  const said = description?.trim() || error;
  const [code, sentence, fix] = advice(error, said);
  return {
    code,
    class: faultCodes[code],
    sentence,
    params: { crmCode: error, crmSaid: said },
    object: null,
    field: null,
    value: null,
    requestId: null,
    fix: fix === null ? null : { text: fix },
    retryAt: null,
  };
}

const installSteps =
  'A Salesforce admin opens Setup → Connected Apps OAuth Usage, finds this app and presses Install, or gives your user the permission “Approve Uninstalled Connected Apps”. Then connect again.';

/** Salesforce docs, OAuth Authorization Flows errors; help article 005132365 on uninstalled apps, Sep 2025. */
function advice(error: string, said: string): readonly [FaultCode, string, string | null] {
  if (/must be installed/i.test(said) || /^OAUTH_APPROVAL_ERROR/i.test(error)) {
    return [
      'app_not_installed',
      `Salesforce says: “${said}”. The app is not installed in this org yet.`,
      installSteps,
    ];
  }
  switch (error.toLowerCase().replace(/-/g, '_')) {
    case 'access_denied':
      return [
        'grant_revoked',
        'Access was denied in Salesforce, so nothing was connected.',
        'Connect again and press Allow. If there is no such button, ask a Salesforce admin to let you use this app.',
      ];
    case 'oauth_authorization_blocked':
      return [
        'app_not_installed',
        'A Salesforce admin has blocked this app in the org.',
        'A Salesforce admin opens Setup → Connected Apps OAuth Usage and presses Unblock beside this app. Then connect again.',
      ];
    case 'oauth_ec_app_not_found':
    case 'invalid_client_id':
    case 'invalid_client':
      return [
        'app_not_installed',
        `Salesforce does not know this app: “${said}”.`,
        'The engineers who run this app check SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET. A new app needs up to 10 minutes until Salesforce knows it.',
      ];
    case 'redirect_uri_mismatch':
      return [
        'app_not_installed',
        'The app’s callback address is not the one that Salesforce knows.',
        'The engineers who run this app add the callback address to the app in Salesforce.',
      ];
    case 'invalid_scope':
    case 'no_refresh_token':
      return [
        'scope_missing',
        'Salesforce did not grant all that the app needs to work while you are away.',
        'The engineers who run this app allow the scopes api, refresh_token, id and openid for it in Salesforce.',
      ];
    case 'rate_limit_exceeded':
      return ['limit_rolling', 'Salesforce has too many sign-ins at once.', 'Wait a minute, then try again.'];
    case 'inactive_user':
    case 'inactive_org':
      return [
        'grant_revoked',
        `Salesforce no longer lets this user or org in: “${said}”.`,
        'Connect again with an active user.',
      ];
    case 'host_not_allowed':
      return [
        'app_not_installed',
        `Salesforce named the host ${said}, which this server may not call.`,
        'The engineers who run this app add the host to SALESFORCE_HOSTS.',
      ];
    case 'server_error':
    case 'temporarily_unavailable':
      return [
        'crm_unavailable',
        `Salesforce is not available right now: “${said}”.`,
        'Try again in a few minutes.',
      ];
    case 'invalid_grant':
    default:
      return [
        'grant_revoked',
        `Salesforce no longer accepts this sign-in: “${said}”.`,
        'Reconnect Salesforce. Your mapping is kept.',
      ];
  }
}
