import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** Refusals of files, templates and imports. Their file, row and column are named by the server's message alone. */
export const FILE_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  ambiguous_column: msg`The file has two columns of this name: rename one of them.`,
  ambiguous_dates: msg`Day and month cannot be told apart: choose how dates are written.`,
  ambiguous_file: msg`The same file is there twice, packed and not: remove one of them.`,
  ambiguous_numbers: msg`A comma may stand before a fraction or after thousands: choose how numbers are written.`,
  damaged_file: msg`The file is damaged: copy or download it again.`,
  empty_file: msg`There is nothing in it.`,
  file_too_large: msg`The workbook is too large: save its sheet as CSV.`,
  folder_wanted: msg`The template reads several files: add all of them.`,
  invalid_file_name: msg`The name of the file holds a character that is not allowed: rename it.`,
  invalid_recipe: msg`The template says something that it may not.`,
  no_file: msg`This file is no longer among the files above.`,
  no_sheet: msg`The workbook has no sheet of this name.`,
  page_too_large: msg`A part of the Parquet file is too large: write it with smaller pages or row groups.`,
  protected_file: msg`The workbook is protected by a password: save it without one.`,
  record_too_deep: msg`A row is nested too deeply: leave its deepest values out, or write them as text.`,
  record_too_long: msg`A row is longer than 8 MB: look for a quote that is never closed.`,
  truncated_file: msg`The file breaks off before its end: copy or download it again.`,
  unclear_encoding: msg`The letters are written in two ways: choose the encoding.`,
  unknown_recipe: msg`There is no template of this name.`,
  unknown_recipe_column: msg`A column that is needed was not found: choose the one that holds it.`,
  unreadable_file: msg`The file cannot be read: send it again.`,
  unreadable_recipe: msg`The template cannot be read.`,
  unsupported_column: msg`A column is of a kind that is not read: leave it out, or write it as text.`,
  unsupported_format: msg`Files of this kind are not read: save it as .xlsx or CSV.`,
};

/** Refusals of what is done with files and imports; these words say everything. */
export const IMPORT_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  "too_large name": msg`A file may have at most 2 GB: pack it with gzip, or cut it in two.`,
  dry_run_running: msg`A dry run is running already: stop it first.`,
  import_not_running: msg`This import does not run in this server: it is over, or it was begun at the command line.`,
  import_running: msg`This import is still running: stop it first.`,
  import_undoing: msg`This import is being undone already.`,
  import_undone: msg`This import was undone already.`,
  incomplete_file: msg`The file did not arrive whole: send it again.`,
  invalid_template: msg`A template stands on one thing: a template that is there, or a text of your own.`,
  no_rejects: msg`No row was rejected, or the list of them is no longer kept.`,
  too_many_files: msg`At most 50 files can be imported at once.`,
  too_many_imports: msg`Other imports are running already: wait until one of them ends.`,
  too_many_uploads: msg`Too many files wait to be imported: import or discard some first.`,
  unknown_import: msg`This import does not exist.`,
  unknown_upload: msg`These files are no longer kept: add them again.`,
  upload_in_use: msg`These files are being imported: wait until that ends.`,
};
