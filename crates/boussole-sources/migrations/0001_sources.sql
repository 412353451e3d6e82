CREATE TABLE source (
    project TEXT NOT NULL,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    channel TEXT NOT NULL,
    write_key TEXT NOT NULL UNIQUE,
    created_ms BIGINT NOT NULL,
    disabled_ms BIGINT,
    PRIMARY KEY (project, source),
    UNIQUE (project, name)
);

CREATE TABLE source_secret_key (
    secret_key TEXT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL,
    source TEXT NOT NULL,
    key_hash TEXT NOT NULL UNIQUE,
    key_end TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    revoked_ms BIGINT
);

CREATE INDEX source_secret_key_source ON source_secret_key (project, source);
