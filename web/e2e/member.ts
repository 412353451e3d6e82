/** Where the cookies of the signed-in member are kept between the specs. */
export const MEMBER_STATE = "test-results/member.json";

/** Reads a variable that the specs cannot do without. */
export function needed(name: "BOUSSOLE_URL" | "BOUSSOLE_SIGN_IN_LINK" | "BOUSSOLE_PROGRAM"): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`the specs need a running server: set ${name}`);
  }
  return value;
}
