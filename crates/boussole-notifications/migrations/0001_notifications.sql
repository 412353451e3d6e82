-- Which letters a member asked for, in which language.
CREATE TABLE notification_subscription (
    project TEXT NOT NULL,
    member TEXT NOT NULL,
    topic TEXT NOT NULL,
    language TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY (project, topic, member)
);
