import type { DatabasePlan } from './model/DatabasePlan';

const rememberry: DatabasePlan = {
  name: 'rememberry',
  nodes: [
    { name: 'rememberry-0', port: 6 },
    { name: 'rememberry-1', port: 7 },
  ],
  pools: [
    { name: 'rememberry-0', port: 8 },
    { name: 'rememberry-1', port: 9 },
  ],
  databases: [{ name: 'rememberry', bytes: 1_482_301_987, growth: 210, xidAge: 96_310_552, commits: 24 }],
  apps: [
    {
      display: 'kubernetes',
      role: 'deck-api',
      database: 'rememberry',
      application: 'rememberry-api',
      connections: [4, 14],
      statements: [
        'select id, name, updated_at from decks where owner_id = $1 order by updated_at desc',
        'select card_id, due_at, ease from reviews where user_id = $1 and due_at <= $2 limit $3',
        'update reviews set due_at = $1, ease = $2 where card_id = $3 and user_id = $4',
        'insert into answers (card_id, user_id, grade) values ($1, $2, $3)',
      ],
    },
  ],
  walPerSecond: 96_000,
  busySeconds: 420,
  quietSeconds: 120,
  maxConnections: 100,
  settings: { max_wal_size: '2048' },
  lag: { first: 600, period: 1_800, lasts: 120 },
};

const coursework: DatabasePlan = {
  name: 'coursework',
  nodes: [{ name: 'coursework', port: 5 }],
  pools: [],
  databases: [
    { name: 'catalog_production', bytes: 6_803_117_091, growth: 95, xidAge: 151_207_340, commits: 11 },
    { name: 'catalog_staging', bytes: 2_114_902_371, growth: 6, xidAge: 151_207_340, commits: 0.7 },
  ],
  apps: [
    {
      display: 'kubernetes',
      role: 'catalog-api',
      user: 'catalog',
      database: 'catalog_production',
      application: 'gunicorn',
      connections: [6, 18],
      statements: [
        'SELECT "course"."id", "course"."title" FROM "course" WHERE "course"."department_id" = %s',
        'SELECT "class"."id", "class"."seats" FROM "class" WHERE "class"."course_id" IN (%s, %s)',
        'SELECT "grade"."average" FROM "grade" WHERE "grade"."class_id" = %s LIMIT 21',
      ],
    },
    {
      display: 'kubernetes',
      role: 'catalog-api-staging',
      user: 'catalog_staging',
      database: 'catalog_staging',
      application: 'gunicorn',
      connections: [1, 4],
      statements: ['SELECT "course"."id", "course"."title" FROM "course" LIMIT 21'],
    },
  ],
  walPerSecond: 38_000,
  busySeconds: 600,
  quietSeconds: 60,
  maxConnections: 60,
  settings: { archive_mode: 'on' },
};

/** The self-run PostgreSQLs of the five stacks. */
export const stackDatabases: readonly DatabasePlan[] = [rememberry, coursework];

/** The same, to which nothing happens by itself. */
export const calmDatabases: readonly DatabasePlan[] = stackDatabases.map(plan => ({
  ...plan,
  lag: undefined,
}));
