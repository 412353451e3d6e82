import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** Refusals of changes to the project, its members, its sources and one's own account. */
export const SETTING_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  invalid_active_days: msg`A customer stays active for 7 to 1,826 days.`,
  invalid_credentials: msg`The e-mail address or the password is wrong.`,
  invalid_email: msg`This is not an e-mail address.`,
  invalid_link: msg`This link was used, or it has expired: ask for a new one.`,
  invalid_name: msg`This name is empty or too long.`,
  invalid_password: msg`A password has 12 to 128 characters, for example four words.`,
  invalid_project: msg`A project is named with small letters, digits and hyphens.`,
  invalid_role: msg`Choose a role.`,
  invalid_scope: msg`Name at least one store, region or brand, each with at most 200 characters.`,
  invalid_title: msg`A name has 1 to 100 characters.`,
  last_owner: msg`A project keeps at least one owner: make somebody else an owner first.`,
  member_elsewhere: msg`This person is a member of another project too: only they change their name and their password.`,
  member_exists: msg`The project has a member with this address already.`,
  name_taken: msg`This name is in use already: choose another one.`,
  owner_has_no_scope: msg`An owner always sees the whole project: choose the whole project, or another role.`,
  too_many_attempts: msg`Too many attempts. Try again in a quarter of an hour.`,
  too_many_members: msg`The project has as many members as it may: remove one first.`,
  too_many_secret_keys: msg`This source has as many secret keys as it may: revoke one first.`,
  too_many_sources: msg`The project has as many sources as it may: rename one that is no longer used.`,
  unknown_channel: msg`Choose a channel.`,
  unknown_currency: msg`A currency has three letters, for example EUR.`,
  unknown_member: msg`This person is no member of the project any more.`,
  unknown_secret_key: msg`This key was revoked already.`,
  unknown_source: msg`This source does not exist any more.`,
  unknown_tax: msg`Choose whether amounts include tax.`,
  unknown_timezone: msg`Choose a time zone of the list, for example Europe/Paris.`,
  wrong_password: msg`This is not your present password.`,
};

/** Refusals that any request can meet. */
export const REQUEST_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  busy: msg`Many requests are being answered at the moment: try again in a few seconds.`,
  cross_site: msg`The server does not take this page for one of its own: open Boussole at its usual address.`,
  forbidden: msg`Your role does not allow this: ask an owner of the project.`,
  insecure_address: msg`Signing in needs an address that begins with https: whoever runs Boussole can set it up.`,
  internal: msg`Something failed inside the server: its log says why.`,
  invalid_cursor: msg`The list cannot be continued from here: load it again from its start.`,
  invalid_query: msg`The address of the page holds something that cannot be read.`,
  not_signed_in: msg`You are not signed in any more.`,
  repeated_parameter: msg`The address of the page says the same thing twice.`,
  scope_limited: msg`This is about the whole project, and you see a part of it.`,
  stopping: msg`The server is stopping: try again in a moment.`,
  storage_stopped: msg`Nothing can be stored at the moment: the disk of the server may be full.`,
  too_deep: msg`This is nested too deeply.`,
  too_large: msg`This is too long.`,
  too_long: msg`This text is too long.`,
  too_slow: msg`What was sent did not arrive in time: try again.`,
  unknown_route: msg`The server is of another version than this page: load the page again.`,
};
