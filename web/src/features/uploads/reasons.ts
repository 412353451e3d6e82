import { msg } from "@lingui/core/macro";
import { type Reason, reasonOf } from "../../lib/reasons";

const REASONS: Record<string, Reason> = {
  wrong_number_of_cells: {
    what: msg`The row has more or fewer cells than the header`,
    fix: msg`Look for a missing quote, or for the delimiter within a text.`,
  },
  not_utf8: { what: msg`The letters cannot be read`, fix: msg`Choose another encoding.` },
  not_json: { what: msg`The line is not JSON`, fix: msg`Write one object a line.` },
  not_an_object: { what: msg`The line is not a JSON object`, fix: msg`Write one object a line.` },
  error_in_cell: { what: msg`The cell holds an error of Excel`, fix: msg`Repair the formula in the workbook.` },
  not_a_text: { what: msg`The value is not a text` },
  not_an_integer: { what: msg`The value is not a whole number` },
  not_a_decimal: { what: msg`The value is not a number`, fix: msg`Choose the decimal comma or point of the file.` },
  not_a_boolean: { what: msg`The value is neither yes nor no` },
  not_a_date: { what: msg`The value is not a date`, fix: msg`Choose how dates are written in the file.` },
  not_a_time: {
    what: msg`The value is not a date`,
    fix: msg`Choose how dates are written in the file.`,
  },
  no_parent: {
    what: msg`The row belongs to one that is not there`,
    fix: msg`Check that the file it joins is complete.`,
  },
  too_many_joined_rows: { what: msg`Too many rows belong to one` },
  key_absent: { what: msg`The number that tells the row from others is missing`, fix: msg`Fill in this cell.` },
  name_absent: { what: msg`The row does not say which event it is`, fix: msg`Fill in this cell.` },
  time_absent: { what: msg`The row has no date`, fix: msg`Fill in this cell.` },
  same_key_other_content: {
    what: msg`The same event was imported before with other content`,
    fix: msg`The first one stays. For another shop with the same numbers, give the import a name of its own.`,
  },
  time_in_future: {
    what: msg`It is dated more than a day ahead`,
    fix: msg`Check the date: day and month may be the other way round.`,
  },
  time_too_old: {
    what: msg`It is dated too long ago`,
    fix: msg`Check the date: its year may be written with two digits.`,
  },
  missing: { what: msg`No column of the file is chosen`, fix: msg`Choose the column that holds it.` },
};

/** Returns the words for a cause for which a row was not imported; `undefined` for one that is not known. */
export function rejectReason(code: string): Reason | undefined {
  return Object.hasOwn(REASONS, code) ? REASONS[code] : reasonOf(code);
}
