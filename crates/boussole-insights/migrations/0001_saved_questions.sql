CREATE TABLE saved_question (
    project TEXT NOT NULL,
    saved_question TEXT NOT NULL,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    created_by TEXT,
    created_ms BIGINT NOT NULL,
    changed_by TEXT,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY (project, saved_question),
    UNIQUE (project, name)
);
