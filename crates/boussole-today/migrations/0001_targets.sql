CREATE TABLE today_target (
    project TEXT NOT NULL,
    figure TEXT NOT NULL,
    target DOUBLE PRECISION NOT NULL,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY (project, figure)
);
