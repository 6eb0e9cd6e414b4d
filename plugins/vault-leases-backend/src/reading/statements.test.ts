import { cleanedStatement } from './statements';

const creation = `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'; GRANT SELECT ON ALL TABLES IN SCHEMA "public" TO "{{name}}";`;

it.each([
  [creation, creation],
  [
    `ALTER ROLE app PASSWORD 's3cret'; GRANT a TO "{{name}}"`,
    `ALTER ROLE app PASSWORD '…'; GRANT a TO "{{name}}"`,
  ],
  [`ALTER ROLE app PASSWORD 's3''cret' VALID`, `ALTER ROLE app PASSWORD '…' VALID`],
  [`ALTER ROLE "app" PASSWORD E's3\\'cret'; GRANT x`, `ALTER ROLE …`],
  [`SELECT 'a\\'; ALTER ROLE app PASSWORD 's3cret'`, `SELECT …`],
  [`CREATE USER x IDENTIFIED BY "s3cret"`, `CREATE USER x IDENTIFIED BY "…"`],
  [`CREATE USER x IDENTIFIED WITH y AS "s3cret"`, `CREATE USER x IDENTIFIED WITH y AS "…"`],
  [`{"db":"admin","password":"s3cret"}`, `{"…":"…","…":"…"}`],
  [`DO $body$ BEGIN PERFORM login('s3cret'); END $body$;`, `DO $$…$$;`],
  [`SELECT dblink('host=db password=s3cret')`, `SELECT dblink('…')`],
  [`PASSWORD 'x{{password}}s3cret'`, `PASSWORD '…'`],
  [`ALTER ROLE app PASSWORD 's3cret`, `ALTER ROLE app PASSWORD '…'`],
  [`DO $$ s3cret`, `DO $$…$$`],
])('%s', (statement, cleaned) => {
  expect(cleanedStatement(statement)).toBe(cleaned);
});
