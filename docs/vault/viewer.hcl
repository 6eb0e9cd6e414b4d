# What the portal needs of a Vault to show leases, and no more: no creds/, no static-creds/, no secret/, no read of config/, which
# may tell a password. Give its role this policy alone (token_no_default_policy): `default` adds sys/leases/renew.
# For each mount of a database engine, the five lines with `database`.

path "sys/leases/lookup/database/*"     { capabilities = ["list", "sudo"] } # lists ids, nothing else
path "sys/leases/lookup"                { capabilities = ["update"] }
path "sys/leases/count"                 { capabilities = ["read"] }
path "sys/leases"                       { capabilities = ["read", "sudo"] } # only to list irrevocable ones
path "sys/ha-status"                    { capabilities = ["read"] }
path "sys/storage/raft/configuration"   { capabilities = ["read"] }
path "sys/storage/raft/autopilot/state" { capabilities = ["read"] }
path "sys/metrics"                      { capabilities = ["read"] }
path "sys/mounts"                       { capabilities = ["read"] }
path "database/roles"                   { capabilities = ["list"] }
path "database/roles/*"                 { capabilities = ["read"] }
path "database/static-roles"            { capabilities = ["list"] }
path "database/static-roles/*"          { capabilities = ["read"] }
path "auth/token/lookup-self"           { capabilities = ["read"] }
path "auth/token/renew-self"            { capabilities = ["update"] }
