/** Returns `text` without accents and in lower case: what a search compares. */
export function plainText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .trim();
}

// Control characters, and those that turn the direction of the text around: data must not disguise itself.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const DISGUISES = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/g;

/** Returns data as one line of at most `length_max` characters, without characters that could disguise it. */
export function oneLine(data: string, length_max: number): string {
  const line = data.replace(DISGUISES, " ").replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length > length_max ? `${characters.slice(0, length_max - 1).join("")}…` : line;
}

const HIDDEN_IN_JSON = /[\u007f-\u009f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Returns data as JSON over several lines, of at most `length_max` characters.
 *
 * Characters that could disguise it are written as what they are (`\u202e`), since they are what one looks for here.
 */
export function jsonText(data: unknown, length_max: number): string {
  const text = (JSON.stringify(data, null, 2) ?? "").replace(HIDDEN_IN_JSON, escaped);
  return text.length > length_max ? `${text.slice(0, length_max - 1)}…` : text;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
