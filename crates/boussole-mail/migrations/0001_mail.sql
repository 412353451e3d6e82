CREATE TABLE mail_key (
    one SMALLINT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL
);

CREATE TABLE mail_suppression (
    project TEXT NOT NULL,
    address TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (project, address)
);

CREATE TABLE mail_bounce (
    project TEXT NOT NULL,
    effect TEXT NOT NULL,
    address TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (project, effect)
);

CREATE INDEX mail_bounce_address ON mail_bounce (project, address, created_ms);
