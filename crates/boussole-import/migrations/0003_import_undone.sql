ALTER TABLE import_run ADD COLUMN undone_ms BIGINT;
ALTER TABLE import_run ADD COLUMN n_undone BIGINT;
