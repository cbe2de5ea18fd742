-- Creates the role of the API, which can read and write rows but cannot change tables. Run as the owner of the
-- database: before each deployment, and by `inv` for development and tests.

DO $$
BEGIN
    -- Whoever may not create roles can still give an existing one its privileges.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN
        CREATE ROLE app;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- it exists, or another session is creating it
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT nspname FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_has_role(nspowner, 'USAGE')
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO app', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO app', name);
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO app', name);
    END LOOP;
END $$;

-- The same privileges on what migrations create later.
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO app;
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app;
ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO app;
