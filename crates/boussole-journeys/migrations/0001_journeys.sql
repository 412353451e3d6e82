-- Every version that was ever saved; the one with the largest number counts.
CREATE TABLE journey_version (
    project TEXT NOT NULL,
    journey TEXT NOT NULL,
    version BIGINT NOT NULL,
    definition TEXT NOT NULL,
    saved_by TEXT,
    saved_ms BIGINT NOT NULL,
    PRIMARY KEY (project, journey, version)
);
