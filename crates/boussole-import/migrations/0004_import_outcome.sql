ALTER TABLE import_run ADD COLUMN report TEXT;
ALTER TABLE import_run ADD COLUMN problem TEXT;
