WITH step(place, name, event) AS (VALUES {steps}),
happened AS (
    SELECT person_key AS person, epoch_ms(time) AS t, seq, place, events.event
    FROM events JOIN step ON events.event = step.event
    WHERE person_key <> 0 AND time >= TIMESTAMP '{from}' AND time < TIMESTAMP '{to}'
),
beside AS (
    SELECT *, lag(place) OVER w AS place_before, lag(t) OVER w AS t_before
    FROM happened WINDOW w AS (PARTITION BY person ORDER BY t, seq)
),
numbered AS (
    SELECT *, sum(CASE WHEN place_before = place AND t - t_before <= {gap} THEN 0 ELSE 1 END)
        OVER (PARTITION BY person ORDER BY t, seq ROWS UNBOUNDED PRECEDING) AS nth
    FROM beside
),
passage AS (
    SELECT person, nth, any_value(place) AS place, min(t) AS begun, max(t) AS ended FROM numbered GROUP BY person, nth
),
firsts AS (
    SELECT person, place, min(nth) AS nth, arg_min(begun, nth) AS begun FROM passage GROUP BY person, place
),
fate AS (
    SELECT firsts.person, firsts.place,
        firsts.begun + {window} <= epoch_ms(TIMESTAMP '{to}') AS is_known,
        min(later.nth) FILTER (later.place > firsts.place) AS went_on,
        min(later.nth) FILTER (later.place = firsts.place) AS came_again
    FROM firsts LEFT JOIN passage AS later
        ON later.person = firsts.person AND later.nth > firsts.nth AND later.begun - firsts.begun <= {window}
    GROUP BY ALL
),
-- Where somebody was when they called for help: the last step of another kind.
calls AS (
    SELECT call.person, call.t, call.place AS own, call.seq FROM happened AS call WHERE call.event IN ({contact})
),
called AS (
    SELECT calls.person, arg_max(happened.place, (happened.t, happened.seq)) AS place,
        max(happened.t) AS t_before, any_value(calls.t) AS t
    FROM calls JOIN happened ON happened.person = calls.person AND happened.place <> calls.own
        AND (happened.t, happened.seq) < (calls.t, calls.seq)
    GROUP BY calls.person, calls.t, calls.seq
),
contacted AS (SELECT DISTINCT person, place FROM called WHERE t - t_before <= {window}),
next AS (
    SELECT passage.person, passage.place, passage.begun, min(later.nth) AS nth
    FROM passage JOIN passage AS later
        ON later.person = passage.person AND later.nth > passage.nth AND later.place <> passage.place
    GROUP BY passage.person, passage.place, passage.nth, passage.begun
),
waited AS (
    SELECT next.place, later.begun - next.begun AS ms
    FROM next JOIN passage AS later ON later.person = next.person AND later.nth = next.nth
    WHERE later.begun - next.begun <= {window}
),
last AS (SELECT person, arg_max(place, nth) AS place, arg_max(ended, nth) AS ended FROM passage GROUP BY person),
named AS (SELECT DISTINCT place, name FROM step)
SELECT named.name,
    (SELECT count(*) FROM happened WHERE happened.place = named.place),
    (SELECT count(*) FROM passage WHERE passage.place = named.place),
    (SELECT count(*) FROM firsts WHERE firsts.place = named.place),
    (SELECT count(*) FROM last WHERE last.place = named.place AND epoch_ms(TIMESTAMP '{to}') - last.ended <= {window}),
    (SELECT count(*) FROM fate WHERE fate.place = named.place AND is_known),
    CASE WHEN named.place < (SELECT max(place) FROM named) THEN
        (SELECT count(*) FROM fate WHERE fate.place = named.place AND is_known AND went_on IS NULL) END,
    (SELECT count(*) FROM fate
        WHERE fate.place = named.place AND is_known AND came_again IS NOT NULL
            AND (went_on IS NULL OR came_again < went_on)),
    CASE WHEN '{contact_shown}' = 'yes' THEN
        (SELECT count(*) FROM contacted WHERE contacted.place = named.place) END,
    (SELECT printf('%.1f', quantile_cont(ms, 0.5)) FROM waited WHERE waited.place = named.place)
FROM named ORDER BY named.place
