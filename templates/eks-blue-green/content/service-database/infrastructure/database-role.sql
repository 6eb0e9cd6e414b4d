-- What Vault runs for each lease: a user that ends with it, with the rights of the role that owns the tables.
CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE "${{ values.name | replace('-', '_') }}";
