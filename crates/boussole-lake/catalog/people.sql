WITH said AS (
    SELECT
        i.person_key,
        t.field,
        t.value,
        row_number() OVER (PARTITION BY i.person_key, t.field ORDER BY t.time_ms DESC, t.seq DESC) AS age
    FROM traits AS t
    JOIN identities AS i ON i.identity_key = t.identity_key
),
known AS (
    SELECT
        person_key,
        -- Put together as text, so that numbers stay as they were sent.
        CAST('{' || string_agg(to_json(field) || ':' || value, ',' ORDER BY field) || '}' AS JSON) AS traits
    FROM said
    WHERE age = 1 AND value <> 'null'
    GROUP BY person_key
),
named AS (
    SELECT person_key, list({'kind': kind, 'value': value} ORDER BY kind, value) AS identifiers
    FROM identities
    GROUP BY person_key
)
SELECT named.person_key, named.identifiers, coalesce(known.traits, CAST('{}' AS JSON)) AS traits
FROM named
LEFT JOIN known ON known.person_key = named.person_key
