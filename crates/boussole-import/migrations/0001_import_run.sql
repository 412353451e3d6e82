CREATE TABLE import_run (
    import_id BIGINT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL,
    recipe TEXT NOT NULL,
    file_name TEXT NOT NULL,
    started_ms BIGINT NOT NULL,
    ended_ms BIGINT,
    state TEXT NOT NULL,
    n_accepted BIGINT NOT NULL,
    n_duplicate BIGINT NOT NULL,
    n_conflict BIGINT NOT NULL,
    n_rejected BIGINT NOT NULL
);
