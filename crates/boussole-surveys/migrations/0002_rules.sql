-- How often one person may be asked, whatever the survey.
CREATE TABLE survey_rules (
    project TEXT PRIMARY KEY,
    rest_days BIGINT NOT NULL,
    year_max BIGINT NOT NULL
);
