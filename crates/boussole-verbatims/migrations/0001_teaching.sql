-- Every version of what customers talk about; the one with the largest number counts.
CREATE TABLE theme_version (
    project TEXT NOT NULL,
    version BIGINT NOT NULL,
    taxonomy TEXT NOT NULL,
    saved_by TEXT,
    saved_ms BIGINT NOT NULL,
    PRIMARY KEY (project, version)
);

-- What people said of clauses. A clause is known by a hash of its words: nothing tells who wrote it.
CREATE TABLE clause_label (
    project TEXT NOT NULL,
    clause BIGINT NOT NULL,
    theme TEXT,
    polarity TEXT NOT NULL,
    -- What was understood before somebody said it.
    was_theme TEXT,
    was_polarity TEXT NOT NULL,
    saved_by TEXT,
    saved_ms BIGINT NOT NULL,
    PRIMARY KEY (project, clause)
);

-- What was learnt of scored comments, and how well it did on those that were held back; the weights of one that is not used are
-- not kept.
CREATE TABLE text_lesson (
    project TEXT NOT NULL,
    number BIGINT NOT NULL,
    facts TEXT NOT NULL,
    -- 0 or 1.
    is_used BIGINT NOT NULL,
    weights TEXT,
    PRIMARY KEY (project, number)
);
