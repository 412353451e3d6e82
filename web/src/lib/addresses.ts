/** Returns `address` when it leads to a page of this site, else the start page: a link must not lead elsewhere. */
export function innerAddress(address: string | undefined): string {
  return address && /^\/(?![/\\])/.test(address) && !address.startsWith("/sign-in") ? address : "/";
}

/** Reads the search part of an address; every value is a text, whatever it looks like. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Writes the search part of an address; what is empty is left out. */
export function stringifySearch(values: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "") {
      params.set(name, String(value));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}
