-- A survey as it is now; what it asks is its newest version.
CREATE TABLE survey (
    project TEXT NOT NULL,
    id TEXT NOT NULL,
    -- What its public address ends with: drawn, never reused.
    link TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (project, id)
);

-- Every version that was ever saved; the one with the largest number counts.
CREATE TABLE survey_version (
    project TEXT NOT NULL,
    survey TEXT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    saved_by TEXT,
    saved_ms BIGINT NOT NULL,
    PRIMARY KEY (project, survey, version)
);

-- How many forms were not taken, by why.
CREATE TABLE survey_refusal (
    project TEXT NOT NULL,
    survey TEXT NOT NULL,
    reason TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (project, survey, reason)
);
