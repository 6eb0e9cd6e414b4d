# What the portal needs of a Vault to renew and revoke a lease, and to see what came of it: an identity of its own.

path "sys/leases/lookup"      { capabilities = ["update"] }
path "sys/leases/renew"       { capabilities = ["update"] }
path "sys/leases/revoke"      { capabilities = ["update"] }
path "auth/token/lookup-self" { capabilities = ["read"] }
path "auth/token/renew-self"  { capabilities = ["update"] }
