import { eachDatabase, postgresUrl } from './eachDatabase';

eachDatabase((engine, open) => {
  it('is the engine that it says', async () => {
    const knex = await open();
    const question =
      engine === 'SQLite' ? 'select sqlite_version() as version' : 'select version() as version';
    const answer = await knex.select('version').from(knex.raw(`(${question}) as asked`));
    expect(answer).toEqual([
      { version: expect.stringMatching(engine === 'SQLite' ? /^3\./ : /^PostgreSQL \d+/) },
    ]);
  });

  it('is empty each time, unless it is opened beside another', async () => {
    const first = await open();
    await first.schema.createTable('rows', table => table.integer('id').primary());
    await first('rows').insert({ id: 1 });
    const replica = await open(first);
    const stranger = await open();
    expect(await replica('rows').select()).toEqual([{ id: 1 }]);
    expect(await stranger.schema.hasTable('rows')).toBe(false);
  });
});

it('fails with a sentence where PostgreSQL is missing', () => {
  expect(() => postgresUrl('')).toThrow(/npm run postgres/);
});
