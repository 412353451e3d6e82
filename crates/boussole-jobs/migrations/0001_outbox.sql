CREATE TABLE outbox (
    effect TEXT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    n_attempts BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    reason TEXT,
    created_ms BIGINT NOT NULL,
    due_ms BIGINT NOT NULL,
    ended_ms BIGINT
);

CREATE INDEX outbox_due ON outbox (kind, state, due_ms);
CREATE INDEX outbox_count ON outbox (project, kind, state);
CREATE INDEX outbox_list ON outbox (project, kind, created_ms, effect);

CREATE TABLE outbox_worker (
    kind TEXT NOT NULL PRIMARY KEY,
    epoch BIGINT NOT NULL
);
