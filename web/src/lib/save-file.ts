import { plainText } from "./text";

const NAME_LENGTH_MAX = 60;

/** Makes the name of a file from words. */
export function fileName(words: string, extension: string): string {
  const name = plainText(words)
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, NAME_LENGTH_MAX)
    .replace(/^-|-$/g, "");
  return `${name || "boussole"}.${extension}`;
}

/** Gives a file to the browser, which saves it. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken the address by the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
