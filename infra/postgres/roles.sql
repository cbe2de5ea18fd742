-- Lets the API connect in production. Run as the owner of the database before each deployment, so a new password takes
-- effect.

\set ON_ERROR_STOP on
\set password `cat /run/secrets/database_password`

\ir privileges.sql
ALTER ROLE app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
