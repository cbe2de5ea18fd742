-- Lets the API and the service `backup` connect in production. Run as the owner of the database before each deployment,
-- so a new password takes effect.

\set ON_ERROR_STOP on
\set password `cat /run/secrets/database_password`
\set replicator_password `cat /run/secrets/database_replicator_password`

\ir privileges.sql
ALTER ROLE app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';

-- Copies the database, and reads its tables to compare them with the copy: all rows, whoever row-level security shows
-- them to. It cannot write.
SELECT 'CREATE ROLE replicator' WHERE to_regrole('replicator') IS NULL \gexec
ALTER ROLE replicator LOGIN REPLICATION BYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'replicator_password';
GRANT pg_read_all_data TO replicator;
