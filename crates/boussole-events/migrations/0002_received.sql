CREATE TABLE received_count (
    source TEXT NOT NULL,
    day BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    n BIGINT NOT NULL,
    last_ms BIGINT NOT NULL,
    PRIMARY KEY (source, day, outcome, reason)
);
CREATE INDEX quarantine_by_time ON quarantine (received_ms, message_key);
