import { queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** A member of the project, with what they may do and see. */
export type Membership = Schemas["Membership"];
/** What a member may do. */
export type Role = Schemas["Role"];
/** What a member may see. */
export type Scope = Schemas["Scope"];
/** What is said of a member to be. */
export type NewMember = Schemas["NewMember"];
/** What is to be different about a member. */
export type MemberChange = Partial<Omit<NewMember, "email">>;
/** What signs a member in, once. */
export type SignInLink = Schemas["SignInLink"];

/** Lists the members of the project, by name; for owners. */
export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: async ({ signal }) => (await unwrap(client.GET("/api/v1/members", { signal }))).items,
});

/** Tells who is signed in about themselves. */
export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/account", { signal })),
});

/** Adds a member; the answer alone holds their link. */
export function addMember(member: NewMember): Promise<Schemas["MemberCreated"]> {
  return unwrap(client.POST("/api/v1/members", { body: member }));
}

/** Changes what a member is called, may do or may see. */
export function changeMember(id: string, change: MemberChange): Promise<Membership> {
  return unwrap(client.PATCH("/api/v1/members/{id}", { params: { path: { id } }, body: change }));
}

/** Removes a member, who is signed out at once. */
export async function removeMember(id: string): Promise<void> {
  await unwrap(client.DELETE("/api/v1/members/{id}", { params: { path: { id } } }));
}

/** Makes a new link for a member. */
export function linkMember(id: string): Promise<SignInLink> {
  return unwrap(client.POST("/api/v1/members/{id}/link", { params: { path: { id } } }));
}

/** Changes how who is signed in is called. */
export async function renameAccount(name: string): Promise<void> {
  await unwrap(client.PATCH("/api/v1/account", { body: { name } }));
}

/** Changes the password of who is signed in; every other session of theirs ends. */
export async function changePassword(current: string | null, password: string): Promise<void> {
  await unwrap(client.PUT("/api/v1/account/password", { body: { current_password: current, password } }));
}
