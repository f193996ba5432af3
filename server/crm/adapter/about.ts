import type { Environment, ObjectRole, PermissionNeed } from '../../contract/model/index.js';

/** What people read about a CRM before and while connecting. */
export interface About {
  readonly name: string;
  readonly summary: string;
  readonly advice: string;
  readonly fieldWord: string;
  readonly environments: readonly Environment[];
  readonly customDomain: boolean;
  readonly canCreateFields: boolean;
  /** In the order of the tabs. */
  readonly objects: readonly ObjectDeclaration[];
  /** Objects that new people may become, the default first; empty when there is no choice. */
  readonly createAs: readonly string[];
  readonly permissions: readonly PermissionNeed[];
}

/** What is fixed about an object; the rest is read from the CRM. */
export interface ObjectDeclaration {
  readonly name: string;
  readonly label: string;
  readonly singular: string;
  readonly role: ObjectRole;
  readonly requiredGroups: readonly (readonly string[])[];
  /** Target of the locked row that links the record to the person. */
  readonly who: { readonly target: string; readonly label: string } | null;
  /** Field that takes the id of the owning {@link CrmUser}. */
  readonly ownerField: string | null;
  /** Field that holds the person's e-mail, on person objects. */
  readonly emailField: string | null;
}
