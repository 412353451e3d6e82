CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
);
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    next_value BIGINT NOT NULL
);
INSERT INTO counter (name, next_value) VALUES ('seq', 1), ('node', 1), ('batch', 1);
CREATE TABLE inbox (
    batch_id BIGINT NOT NULL PRIMARY KEY,
    month_block BIGINT NOT NULL,
    n_rows BIGINT NOT NULL,
    rows BLOB NOT NULL
);
CREATE TABLE part (
    path TEXT NOT NULL PRIMARY KEY,
    month TEXT NOT NULL,
    n_rows BIGINT NOT NULL,
    n_bytes BIGINT NOT NULL,
    blake3 TEXT NOT NULL,
    person_min BIGINT NOT NULL,
    person_max BIGINT NOT NULL,
    time_ms_min BIGINT NOT NULL,
    time_ms_max BIGINT NOT NULL,
    seq_max BIGINT NOT NULL,
    identity_version BIGINT NOT NULL
);
CREATE TABLE node (
    node_key BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE UNIQUE INDEX node_by_value ON node (value, kind);
CREATE TABLE edge (
    version BIGINT NOT NULL PRIMARY KEY,
    node_a BIGINT NOT NULL,
    node_b BIGINT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    is_active SMALLINT NOT NULL
);
CREATE TABLE trait_log (
    field TEXT NOT NULL,
    node_key BIGINT NOT NULL,
    time_ms BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (field, node_key, time_ms, seq)
);
CREATE INDEX trait_log_by_node ON trait_log (node_key);
CREATE TABLE known_name (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, name)
);
CREATE TABLE quarantine (
    message_key BLOB NOT NULL PRIMARY KEY,
    received_ms BIGINT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    item TEXT NOT NULL
);
