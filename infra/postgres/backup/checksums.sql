-- Prints the number of rows and a checksum of each table.
SELECT format(
    'SELECT %L, count(*), coalesce(sum(hashtextextended((line.*)::text, 0)), 0) FROM %I.%I AS line',
    nspname || '.' || relname, nspname, relname
)
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'm') AND relpersistence = 'p' AND relispopulated
    AND nspname !~ '^pg_' AND nspname <> 'information_schema'
ORDER BY nspname, relname
\gexec
