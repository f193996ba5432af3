import type { Session } from '../session.js';
import { makeId } from './id.js';
import type { Row } from './store.js';

/** The rows of an object as this session sees them: most are stored, some depend on who asks. `near` narrows the stored ones. */
export function rowsOf(session: Session, object: string, near?: Row[]): Row[] {
  switch (object) {
    case 'Organization':
      return session.org.store.all(object).map((row) => asOrganization(session, row));
    case 'UserPermissionAccess':
      return [permissionAccess(session)];
    default:
      return near ?? session.org.store.all(object);
  }
}

function asOrganization({ org, sandbox }: Session, row: Row): Row {
  if (!sandbox) return row;
  const id = org.organizationId(true);
  const InstanceName = `${String(row.values['InstanceName'])}S`;
  return { ...row, id, values: { ...row.values, Id: id, IsSandbox: true, InstanceName } };
}

function permissionAccess({ org }: Session): Row {
  const id = makeId('10z', 'gK', 1);
  const { apiEnabled, modifyAllData, viewSetup } = org.permissions;
  return {
    ...{ id, object: 'UserPermissionAccess', deleted: false },
    values: {
      ...{
        Id: id,
        LastCacheUpdate: null,
        PermissionsApiEnabled: apiEnabled,
        PermissionsModifyAllData: modifyAllData,
      },
      ...{
        PermissionsViewAllData: modifyAllData,
        PermissionsViewSetup: viewSetup,
        PermissionsEditEvent: true,
      },
    },
  };
}
