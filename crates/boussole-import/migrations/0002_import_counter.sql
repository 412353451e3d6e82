CREATE TABLE import_counter (
    name TEXT NOT NULL PRIMARY KEY,
    next_id BIGINT NOT NULL
);
INSERT INTO import_counter (name, next_id) SELECT 'import', COALESCE(MAX(import_id), 0) + 1 FROM import_run;
