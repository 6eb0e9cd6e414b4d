import type { Value } from '../sql/values';
import { type Asking, isMonitor } from './Asking';
import { type Account, accountsOf } from './accounts';
import { view } from './view';

export function accounts({ node, cluster }: Pick<Asking, 'node' | 'cluster'>): Account[] {
  return accountsOf(cluster.options.plan, node.options);
}

export const roles = view(
  `rolname name, rolsuper bool, rolinherit bool, rolcreaterole bool, rolcreatedb bool, rolcanlogin bool, rolreplication bool,
   rolconnlimit int4, rolpassword text, rolvaliduntil timestamptz, rolbypassrls bool, rolconfig _text, oid oid`,
  asking =>
    accounts(asking).map(({ oid, name, isSuperuser, canLogin, isReplication, validUntil }) => ({
      rolname: name,
      rolsuper: isSuperuser,
      rolinherit: true,
      rolcreaterole: isSuperuser,
      rolcreatedb: isSuperuser,
      rolcanlogin: canLogin,
      rolreplication: isReplication,
      rolconnlimit: -1,
      rolpassword: '********',
      rolvaliduntil: validUntil ?? null,
      rolbypassrls: isSuperuser,
      oid,
    })),
);

export const users = view(
  `usename name, usesysid oid, usecreatedb bool, usesuper bool, userepl bool, usebypassrls bool, passwd text, valuntil timestamptz,
   useconfig _text`,
  asking =>
    accounts(asking)
      .filter(({ canLogin }) => canLogin)
      .map(({ oid, name, isSuperuser, isReplication, validUntil }) => ({
        usename: name,
        usesysid: oid,
        usecreatedb: isSuperuser,
        usesuper: isSuperuser,
        userepl: isReplication,
        usebypassrls: isSuperuser,
        passwd: '********',
        valuntil: validUntil ?? null,
      })),
);

export const authMembers = view('roleid oid, member oid, grantor oid, admin_option bool', asking => {
  const all = accounts(asking);
  const oids = new Map(all.map(({ name, oid }) => [name, oid]));
  return all.flatMap(({ oid, memberOf }) =>
    memberOf.map(role => ({
      roleid: oids.get(role) ?? null,
      member: oid,
      grantor: 10,
      admin_option: false,
    })),
  );
});

/** Those whose value nobody may read are left out for who is not in `pg_read_all_settings`. */
export const settings = view(
  `name text, setting text, unit text, category text, short_desc text, extra_desc text, context text, vartype text, source text,
   min_val text, max_val text, enumvals _text, boot_val text, reset_val text, sourcefile text, sourceline int4, pending_restart bool`,
  asking =>
    asking.settings
      .names()
      .map(name => asking.settings.get(name))
      .filter(({ isSecret }) => !isSecret || isMonitor(asking))
      .map(({ name, value, unit, kind, category, context }) => ({
        name,
        setting: value,
        unit: unit ?? null,
        category,
        short_desc: '',
        context,
        vartype: kind,
        source: 'configuration file',
        boot_val: value,
        reset_val: value,
        pending_restart: false,
      })),
);

export const extensions = view(
  'oid oid, extname name, extowner oid, extnamespace oid, extrelocatable bool, extversion text, extconfig _oid, extcondition _text',
  () => [
    {
      oid: 13_569,
      extname: 'plpgsql',
      extowner: 10,
      extnamespace: 11,
      extrelocatable: false,
      extversion: '1.0',
    },
  ],
);

export const namespaces = view('oid oid, nspname name, nspowner oid, nspacl _aclitem', () => [
  { oid: 99, nspname: 'pg_toast', nspowner: 10 },
  { oid: 11, nspname: 'pg_catalog', nspowner: 10 },
  { oid: 2_200, nspname: 'public', nspowner: 6_171 },
  { oid: 13_375, nspname: 'information_schema', nspowner: 10 },
]);

export const tablespaces = view(
  'oid oid, spcname name, spcowner oid, spcacl _aclitem, spcoptions _text',
  () => [
    { oid: 1_663, spcname: 'pg_default', spcowner: 10 },
    { oid: 1_664, spcname: 'pg_global', spcowner: 10 },
  ],
);

export const conflicts = view(
  `datid oid, datname name, confl_tablespace int8, confl_lock int8, confl_snapshot int8, confl_bufferpin int8, confl_deadlock int8`,
  () => [],
);

/** Nothing waits: these servers run no statements but monitoring. */
export const locks = view(
  `locktype text, database oid, relation oid, page int4, tuple int2, virtualxid text, transactionid xid, classid oid, objid oid,
   objsubid int2, virtualtransaction text, pid int4, mode text, granted bool, fastpath bool, waitstart timestamptz`,
  () => [],
);

export const preparedTransactions = view(
  'transaction xid, gid text, prepared timestamptz, owner name, database name',
  () => [],
);

export const backgroundWriter = view(
  `checkpoints_timed int8, checkpoints_req int8, checkpoint_write_time float8, checkpoint_sync_time float8, buffers_checkpoint int8,
   buffers_clean int8, maxwritten_clean int8, buffers_backend int8, buffers_backend_fsync int8, buffers_alloc int8,
   stats_reset timestamptz`,
  ({ node }) => {
    const up = Math.max(0, node.now() - node.since);
    const count = (perSecond: number): Value => BigInt(Math.floor(up * perSecond));
    return [
      {
        checkpoints_timed: count(1 / 300),
        checkpoints_req: count(1 / 86_400),
        checkpoint_write_time: Math.floor(up * 240),
        checkpoint_sync_time: Math.floor(up * 0.3),
        buffers_checkpoint: count(9),
        buffers_clean: count(0.2),
        maxwritten_clean: 0n,
        buffers_backend: count(3),
        buffers_backend_fsync: 0n,
        buffers_alloc: count(11),
        stats_reset: node.options.moments.stamp(node.since),
      },
    ];
  },
);
