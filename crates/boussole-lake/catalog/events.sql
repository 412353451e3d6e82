SELECT
    coalesce(moved.person_key, e.identity_key) AS person_key,
    e.identity_key,
    e.account_key,
    epoch_ms(e.time_ms) AS "time",
    e.time_ms,
    e.time_offset_ms,
    e.seq,
    epoch_ms(e.received_ms) AS received,
    e.source,
    e.import_id,
    e.event,
    e.session,
    CAST(e.props AS JSON) AS props
FROM raw_events AS e
LEFT JOIN (
    SELECT identity_key, person_key FROM identities WHERE person_key <> identity_key
) AS moved ON moved.identity_key = e.identity_key
