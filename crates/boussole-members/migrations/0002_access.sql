CREATE TABLE membership_turn (
    project TEXT NOT NULL PRIMARY KEY,
    n_changes BIGINT NOT NULL
);

ALTER TABLE member_session ADD COLUMN is_by_link SMALLINT NOT NULL DEFAULT 0;
