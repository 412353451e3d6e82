/** A part of a question at its place: names of fields and numbers in lists. */
export interface Part {
  path: readonly (string | number)[];
  value: unknown;
}

/** What was found while a question was read. */
export interface Found {
  /** Fields that the builder does not know: they stay in the question as they are. */
  kept: Part[];
  /** What stands where the builder expects something else: the question without it is another one. */
  lost: Part[];
}

/** Reads a value at its place: the same value, or nothing when it is not what is expected there. */
export type Read<Value> = (raw: unknown, at: Place) => Value | undefined;

/** How the fields of an object are read. */
export type Reads = Record<string, Read<unknown>>;

/** A place in a question, where something is found. */
export class Place {
  readonly path: Part["path"];
  readonly found: Found;

  constructor(path: Part["path"] = [], found: Found = { kept: [], lost: [] }) {
    this.path = path;
    this.found = found;
  }

  /** Returns a place within this one. */
  inner(name: string | number): Place {
    return new Place([...this.path, name], this.found);
  }
}

/** Reads an object that has these fields at least, and may have those; fields of other names are kept. */
export function fields<Whole>(needed: Reads, optional: Reads = {}): Read<Whole> {
  const reads: Reads = { ...needed, ...optional };
  return (raw, at) => {
    if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
      return undefined;
    }
    const whole = Object.fromEntries(
      Object.entries(raw).flatMap(([name, value]) => {
        const read = Object.hasOwn(reads, name) ? reads[name] : undefined;
        if (!read) {
          at.found.kept.push({ path: at.inner(name).path, value });
          return [[name, value]];
        }
        const known = orLost(read, value, at.inner(name));
        return known === undefined ? [] : [[name, known]];
      }),
    );
    return Object.keys(needed).every((name) => name in whole) ? (whole as Whole) : undefined;
  };
}

/** Reads a list of at least so many entries. */
export function list<Item>(read: Read<Item>, n_min = 0): Read<Item[]> {
  return (raw, at) => {
    if (!Array.isArray(raw)) {
      return undefined;
    }
    const items = raw.flatMap((item, index) => {
      const known = orLost(read, item, at.inner(index));
      return known === undefined ? [] : [known];
    });
    return items.length >= n_min ? items : undefined;
  };
}

function orLost<Value>(read: Read<Value>, value: unknown, at: Place): Value | undefined {
  const known = read(value, at);
  if (known === undefined) {
    at.found.lost.push({ path: at.path, value });
  }
  return known;
}

/** Reads what one of several ways of writing is made for. */
export function either<Value>(...reads: Read<Value>[]): Read<Value> {
  return (raw, at) => {
    const fitting = reads.find((read) => canRead(read, raw));
    return fitting?.(raw, at);
  };
}

/** Says whether a value is wholly what is expected. */
export function canRead(read: Read<unknown>, raw: unknown): boolean {
  const at = new Place();
  return read(raw, at) !== undefined && at.found.lost.length === 0;
}

/** Reads a text. */
export const text: Read<string> = (raw) => (typeof raw === "string" ? raw : undefined);

/** Reads a text of a form. */
export function textLike(form: RegExp): Read<string> {
  return (raw) => (typeof raw === "string" && form.test(raw) ? raw : undefined);
}

/** Reads one of a few words. */
export function word<Word extends string>(words: readonly Word[]): Read<Word> {
  return (raw) => words.find((each) => each === raw);
}

/** Reads a number. */
export const number: Read<number> = (raw) => (typeof raw === "number" ? raw : undefined);

/** Reads a whole number. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER): Read<number> {
  return (raw) => (Number.isInteger(raw) && Number(raw) >= min && Number(raw) <= max ? Number(raw) : undefined);
}

/** Reads a yes or a no. */
export const flag: Read<boolean> = (raw) => (typeof raw === "boolean" ? raw : undefined);

/** Removes the fields without a value, so that equal questions are written in the same way. */
export function compact<Whole extends object>(whole: Whole): Whole {
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as Whole;
}
