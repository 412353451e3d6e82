CREATE TABLE friction_decision (
    project TEXT NOT NULL,
    friction TEXT NOT NULL,
    decision TEXT NOT NULL,
    effort TEXT,
    decided_by TEXT,
    decided_ms BIGINT NOT NULL,
    PRIMARY KEY (project, friction)
);
