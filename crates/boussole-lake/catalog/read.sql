INSTALL ducklake; INSTALL sqlite;
{attach}
SELECT event, count(*) FROM lake.events GROUP BY 1;
