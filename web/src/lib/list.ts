/** Puts the item at `from` one place up or down; at an end it stays. */
export function moved<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const to = from + by;
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) {
    return [...items];
  }
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** Puts another item in the place of one; none removes it. */
export function replaced<Item>(items: readonly Item[], at: number, item: Item | undefined): Item[] {
  return items.flatMap((each, index) => (index === at ? (item === undefined ? [] : [item]) : [each]));
}
