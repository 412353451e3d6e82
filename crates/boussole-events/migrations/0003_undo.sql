-- What an import brought is known by its number, so that it can be taken back. Parts from before may hold any import.
ALTER TABLE part ADD COLUMN import_min BIGINT NOT NULL DEFAULT -9223372036854775807;
ALTER TABLE part ADD COLUMN import_max BIGINT NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE edge ADD COLUMN import_id BIGINT;
CREATE INDEX edge_by_nodes ON edge (node_a, node_b);
ALTER TABLE known_name ADD COLUMN import_id BIGINT;
ALTER TABLE quarantine ADD COLUMN import_id BIGINT;
-- Read by field in the order of nodes, so that is how it lies.
DROP INDEX trait_log_by_node;
ALTER TABLE trait_log RENAME TO trait_log_by_arrival;
CREATE TABLE trait_log (
    field TEXT NOT NULL,
    node_key BIGINT NOT NULL,
    time_ms BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    value TEXT NOT NULL,
    import_id BIGINT,
    PRIMARY KEY (field, node_key, time_ms, seq)
) WITHOUT ROWID;
INSERT INTO trait_log (field, node_key, time_ms, seq, value)
SELECT field, node_key, time_ms, seq, value FROM trait_log_by_arrival;
DROP TABLE trait_log_by_arrival;
CREATE INDEX trait_log_by_node ON trait_log (node_key);
-- What is deleted though files still hold it. A deletion applies to rows that arrived before its own number.
CREATE TABLE deletion (
    seq BIGINT NOT NULL PRIMARY KEY,
    import_id BIGINT,
    author TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    identity_version BIGINT,
    n_events BIGINT NOT NULL,
    n_derived BIGINT NOT NULL,
    n_traits BIGINT NOT NULL,
    n_links BIGINT NOT NULL,
    n_identifiers BIGINT NOT NULL,
    n_quarantined BIGINT NOT NULL,
    is_folded SMALLINT NOT NULL
);
-- Keys under which files may still name somebody else's rows, as of the last deletion that parted people.
CREATE TABLE moved_person (
    version BIGINT NOT NULL,
    person_key BIGINT NOT NULL
);
-- Files that a publication names, for those who read them without asking.
CREATE TABLE publication_part (
    publication BIGINT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (publication, path)
);
