/** An amount as the server writes it: exact decimal text in major units, and an ISO 4217 code. */
export interface Money {
  amount: string;
  currency: string;
}

/** What ISO 4217 writes for no currency at all. */
const NO_CURRENCY = "XXX";
const DECIMAL = /^-?\d{1,30}(\.\d{1,20})?$/;

/** Says whether `text` is a plain decimal number, which `Intl` formats without rounding it through a float. */
export function isDecimal(text: string): text is `${number}` {
  return DECIMAL.test(text);
}

/**
 * Writes an amount in the manner of `tag`.
 *
 * The currency `home` of the project is written with its short symbol; any other one so that it cannot be mistaken.
 * What is not an amount is returned as it is, rather than as a wrong figure.
 */
export function formatMoney(money: Money, tag: string, home: string | null): string {
  if (!isDecimal(money.amount)) {
    return `${money.amount} ${money.currency}`;
  }
  if (money.currency === NO_CURRENCY) {
    return new Intl.NumberFormat(tag, { minimumFractionDigits: 2 }).format(money.amount);
  }
  try {
    const currencyDisplay = money.currency === home ? "narrowSymbol" : "symbol";
    const format = new Intl.NumberFormat(tag, { style: "currency", currency: money.currency, currencyDisplay });
    return format.format(money.amount);
  } catch {
    return `${new Intl.NumberFormat(tag).format(money.amount)} ${money.currency}`;
  }
}
