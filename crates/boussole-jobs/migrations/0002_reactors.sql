-- Up to which number of arrival a reactor has answered to the events of a project.
CREATE TABLE reactor (
    project TEXT NOT NULL,
    reactor TEXT NOT NULL,
    seq BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    PRIMARY KEY (project, reactor)
);

-- What a reactor wants to do later. Without a person in it: what is known of people lies with whoever set it.
CREATE TABLE timer (
    project TEXT NOT NULL,
    reactor TEXT NOT NULL,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_ms BIGINT NOT NULL,
    n_failures BIGINT NOT NULL,
    PRIMARY KEY (project, reactor, name)
);

CREATE INDEX timer_due ON timer (project, reactor, due_ms);
