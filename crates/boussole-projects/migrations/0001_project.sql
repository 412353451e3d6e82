CREATE TABLE project (
    project TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    timezone TEXT NOT NULL,
    currency TEXT,
    is_settled SMALLINT NOT NULL,
    created_ms BIGINT NOT NULL
);
