/** Reads data that anybody may have written, and remembers whether something had to be left out. */
export class Reader {
  /** Whether something was not understood. */
  lost = false;

  /** Leaves something out. */
  lose(): undefined {
    this.lost = true;
    return undefined;
  }

  /** Reads an object with these fields at most. */
  object(raw: unknown, fields: readonly string[]): Record<string, unknown> | undefined {
    if (raw === undefined) {
      return undefined;
    }
    if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
      return this.lose();
    }
    const object = raw as Record<string, unknown>;
    if (Object.keys(object).some((name) => !fields.includes(name))) {
      this.lose();
    }
    return object;
  }

  /** Reads a text that is not empty. */
  text(raw: unknown, length_max = 300): string | undefined {
    if (raw === undefined) {
      return undefined;
    }
    return typeof raw === "string" && raw.length <= length_max ? raw || undefined : this.lose();
  }

  /** Reads one of a few words. */
  word<Word extends string>(raw: unknown, words: readonly Word[]): Word | undefined {
    return raw === undefined ? undefined : (words.find((word) => word === raw) ?? this.lose());
  }

  /** Reads a whole number. */
  whole(raw: unknown, min: number, max: number): number | undefined {
    if (raw === undefined) {
      return undefined;
    }
    return Number.isInteger(raw) && Number(raw) >= min && Number(raw) <= max ? Number(raw) : this.lose();
  }

  /** Reads a yes; a no is the same as nothing. */
  flag(raw: unknown): true | undefined {
    if (raw === undefined || raw === false) {
      return undefined;
    }
    return raw === true ? true : this.lose();
  }

  /** Reads the entries of a list that can be read, at most so many. */
  list<Item>(raw: unknown, n_max: number, read: (item: unknown) => Item | undefined): Item[] {
    if (raw === undefined) {
      return [];
    }
    if (!Array.isArray(raw)) {
      this.lose();
      return [];
    }
    if (raw.length > n_max) {
      this.lose();
    }
    return raw.slice(0, n_max).flatMap((item) => {
      const found = read(item);
      if (found === undefined) {
        this.lose();
      }
      return found === undefined ? [] : [found];
    });
  }
}

/** Removes the fields without a value, so that equal questions are written in the same way. */
export function compact<Whole extends object>(whole: Whole): Whole {
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as Whole;
}
