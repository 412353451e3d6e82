import type { Formats } from "../formats";
import { isDecimal, type Money } from "../money";
import { oneLine } from "../text";

const WORD_LENGTH_MAX = 120;
const QUOTE_LENGTH_MAX = 600;
const ID_LENGTH_MAX = 12;

/** Reads the properties of an event, of which nothing is certain: not the names, nor the types, nor the lengths. */
export class PropertyReader {
  readonly #properties: Record<string, unknown>;

  constructor(properties: unknown) {
    const isObject = typeof properties === "object" && properties !== null && !Array.isArray(properties);
    this.#properties = isObject ? (properties as Record<string, unknown>) : {};
  }

  /** Returns the first of `names` that holds a text or a number, as one short line. */
  text(...names: string[]): string | undefined {
    return this.#line(names, WORD_LENGTH_MAX);
  }

  /** Returns the first of `names` that holds a text, long enough to be read as what a customer said. */
  quote(...names: string[]): string | undefined {
    return this.#line(names, QUOTE_LENGTH_MAX);
  }

  /** Returns an identifier, shortened when it is too long to be read by people. */
  id(...names: string[]): string | undefined {
    return this.#line(names, ID_LENGTH_MAX);
  }

  /** Returns the first of `names` that holds a number, also when it is written as text. */
  number(...names: string[]): number | undefined {
    for (const name of names) {
      const value = this.#own(name);
      const text = typeof value === "number" ? String(value) : value;
      if (typeof text === "string" && isDecimal(text)) {
        return Number(text);
      }
    }
    return undefined;
  }

  /** Returns the first of `names` that holds an amount, in the event's currency or else in `home`; never rounded. */
  money(formats: Formats, ...names: string[]): string | undefined {
    const currency = this.text("currency") ?? formats.currency;
    for (const name of names) {
      const value = this.#own(name);
      const amount = typeof value === "number" ? String(value) : value;
      if (typeof amount === "string" && isDecimal(amount)) {
        const money: Money = { amount, currency: currency ?? "" };
        return currency ? formats.money(money) : formats.number(Number(amount));
      }
    }
    return undefined;
  }

  /** Returns the elements of a list that are objects; none when the property is not a list. */
  list(name: string): PropertyReader[] {
    const value = this.#own(name);
    return Array.isArray(value) ? value.map((element) => new PropertyReader(element)) : [];
  }

  /** Says whether a property is true, also when it is written as text. */
  flag(name: string): boolean {
    const value = this.#own(name);
    return value === true || value === "true";
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#properties, name) ? this.#properties[name] : undefined;
  }

  #line(names: string[], length_max: number): string | undefined {
    for (const name of names) {
      const value = this.#own(name);
      const line = typeof value === "string" || typeof value === "number" ? oneLine(String(value), length_max) : "";
      if (line) {
        return line;
      }
    }
    return undefined;
  }
}
