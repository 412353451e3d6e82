CREATE TABLE member (
    member TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    created_ms BIGINT NOT NULL
);

CREATE TABLE membership (
    member TEXT NOT NULL REFERENCES member (member) ON DELETE CASCADE,
    project TEXT NOT NULL,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (member, project)
);

CREATE TABLE member_session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (member) ON DELETE CASCADE,
    project TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);

CREATE INDEX member_session_member ON member_session (member, seen_ms);

CREATE TABLE sign_in_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES member (member) ON DELETE CASCADE,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);

CREATE INDEX sign_in_link_member ON sign_in_link (member, created_ms);
