import type { MessageDescriptor } from "@lingui/core";
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

/** The server's refusals of files, templates and imports, in the reader's words. */
const REFUSALS: Record<string, MessageDescriptor> = {
  unknown_upload: msg`These files are no longer kept: add them again.`,
  unknown_import: msg`This import does not exist.`,
  too_large: msg`A file may have at most 2 GB: pack it with gzip, or cut it in two.`,
  too_many_files: msg`At most 50 files can be imported at once.`,
  invalid_file_name: msg`The name of the file holds a character that is not allowed: rename it.`,
  import_not_running: msg`This import does not run in this server: it is over, or it was begun at the command line.`,
  import_running: msg`This import is still running: stop it first.`,
  import_undone: msg`This import was undone already.`,
  import_undoing: msg`This import is being undone already.`,
  ambiguous_dates: msg`Day and month cannot be told apart: choose how dates are written.`,
  ambiguous_numbers: msg`A comma may stand before a fraction or after thousands: choose how numbers are written.`,
  unknown_recipe_column: msg`A column that is needed was not found: choose the one that holds it.`,
  invalid_recipe: msg`The template says something that it may not.`,
  unsupported_format: msg`Files of this kind are not read: save it as .xlsx or CSV.`,
  too_many_imports: msg`Other imports are running already: wait until one of them ends.`,
  too_many_uploads: msg`Too many files wait to be imported: import or discard some first.`,
  upload_in_use: msg`These files are being imported: wait until that ends.`,
  dry_run_running: msg`A dry run is running already: stop it first.`,
  incomplete_file: msg`The file did not arrive whole: send it again.`,
  internal: msg`The import failed inside the server: its log says why.`,
  stopping: msg`The server is stopping: try again in a moment.`,
  empty_file: msg`There is nothing in it.`,
  protected_file: msg`The workbook is protected by a password: save it without one.`,
  truncated_file: msg`The file breaks off before its end: copy or download it again.`,
  damaged_file: msg`The file is damaged: copy or download it again.`,
  file_too_large: msg`The workbook is too large: save its sheet as CSV.`,
  record_too_long: msg`A row is longer than 8 MB: look for a quote that is never closed.`,
  unclear_encoding: msg`The letters are written in two ways: choose the encoding.`,
  no_file: msg`This file is no longer among the files above.`,
  no_sheet: msg`The workbook has no sheet of this name.`,
  ambiguous_file: msg`The same file is there twice, packed and not: remove one of them.`,
  ambiguous_column: msg`The file has two columns of this name: rename one of them.`,
  unknown_recipe: msg`There is no template of this name.`,
  unknown_timezone: msg`This time zone is not known.`,
  unreachable: msg`The server cannot be reached. Nothing was changed.`,
  forbidden: msg`Only a contributor or an owner of the project can import.`,
};

/** Returns the words for the server's code of a refusal; `undefined` for one that is not known. */
export function refusalWords(code: string): MessageDescriptor | undefined {
  return Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
}
