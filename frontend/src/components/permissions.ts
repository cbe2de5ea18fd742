import { createContext, use } from "react";
import type { ReactNode } from "react";

/** What the user may do. The API decides; the pages only leave out what it would refuse. */
export interface Permissions {
  /** Whether the rest is known. Until then, pages stay empty. */
  areKnown: boolean;
  /** Whether the user may create, change and delete records. */
  canEdit: boolean;
  /** Whether the user may open the pages below /admin. */
  isAdministrator: boolean;
  /** Shown to others in place of the button for a new record. */
  hint: ReactNode;
}

/** By default, as without accounts: everybody may edit, and developers are administrators. */
export const PermissionsContext = createContext<Permissions>({
  areKnown: true,
  canEdit: true,
  isAdministrator: import.meta.env.DEV,
  hint: null,
});

export function usePermissions(): Permissions {
  return use(PermissionsContext);
}
