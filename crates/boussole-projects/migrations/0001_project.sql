CREATE TABLE project (
    project TEXT NOT NULL PRIMARY KEY,
    timezone TEXT NOT NULL,
    currency TEXT,
    is_settled SMALLINT NOT NULL,
    created_ms BIGINT NOT NULL
);
