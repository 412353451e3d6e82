import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "../../api/members";

/** The roles, from the one that may least to the one that may all. */
export const ROLES: readonly Role[] = ["viewer", "editor", "owner"];

/** What the roles are called. */
export const ROLE_NAMES: Record<Role, MessageDescriptor> = {
  viewer: msg`Viewer`,
  editor: msg`Editor`,
  owner: msg`Owner`,
};

/** What each role may do, in one sentence. */
export const ROLE_MEANINGS: Record<Role, MessageDescriptor> = {
  viewer: msg`Reads everything that they may see, and changes nothing.`,
  editor: msg`Also saves analyses for everybody, and imports data if they see the whole project.`,
  owner: msg`Also adds members, makes keys and changes the project; always sees all of it.`,
};
