import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { shownValue } from "../../lib/events/properties";

/** Attributes that many companies send, in the words of the reader; the others keep the names they came with. */
const NAMES: Record<string, MessageDescriptor> = {
  address: msg`Address`,
  age: msg`Age`,
  birthday: msg`Birthday`,
  city: msg`City`,
  company: msg`Company`,
  country: msg`Country`,
  email: msg`E-mail`,
  first_name: msg`First name`,
  firstName: msg`First name`,
  language: msg`Language`,
  last_name: msg`Last name`,
  lastName: msg`Last name`,
  name: msg`Name`,
  newsletter: msg`Newsletter`,
  phone: msg`Phone`,
  postal_code: msg`Postcode`,
  zip: msg`Postcode`,
};

/** Attributes whose values are codes of a standard (ISO 3166 and 639), which browsers know by name. */
const CODES: Record<string, { type: "region" | "language"; pattern: RegExp }> = {
  country: { type: "region", pattern: /^[A-Z]{2}$/ },
  language: { type: "language", pattern: /^[a-z]{2}(-[A-Z]{2})?$/ },
};

/** Says what an attribute is called. */
export function attributeName(name: string, i18n: I18n): string {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return known ? i18n._(known) : name;
}

/** Writes what an attribute is: codes by what they stand for, what is so or not so as yes or no. */
export function attributeValue(name: string, value: unknown, i18n: I18n): string {
  if (typeof value === "boolean") {
    return value ? i18n._(msg`Yes`) : i18n._(msg`No`);
  }
  const code = Object.hasOwn(CODES, name) ? CODES[name] : undefined;
  if (code && typeof value === "string" && code.pattern.test(value)) {
    return new Intl.DisplayNames(i18n.locale, { type: code.type, fallback: "code" }).of(value) ?? value;
  }
  return shownValue(value);
}
