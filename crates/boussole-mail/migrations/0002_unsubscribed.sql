-- Which letters an address does not want. `address` is its keyed hash.
CREATE TABLE mail_unsubscribed (
    project TEXT NOT NULL,
    address TEXT NOT NULL,
    topic TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (project, address, topic)
);
