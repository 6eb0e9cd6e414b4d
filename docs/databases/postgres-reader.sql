-- The role that the portal signs in with, on the primary (standbys have it by replication). Give it a password of its own:
--   \password greenroom
-- It sees how busy the server is and writes nothing: no table of yours is opened to it.
CREATE ROLE greenroom LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 6;
GRANT pg_monitor TO greenroom;
ALTER ROLE greenroom SET default_transaction_read_only = on;
ALTER ROLE greenroom SET statement_timeout = '5s';
ALTER ROLE greenroom SET idle_in_transaction_session_timeout = '10s';
