import { claimsOf, type RelatedEntity } from './claims';

const up = (type: string, ...refs: string[]): RelatedEntity => ({
  relations: refs.map(targetRef => ({ type, targetRef })),
});

describe('claimsOf', () => {
  const load = async (catalog: Record<string, RelatedEntity>, person = 'user:default/ada') => {
    const asked: string[][] = [];
    const claims = await claimsOf(person, async refs => {
      asked.push([...refs]);
      return refs.map(ref => catalog[ref]);
    });
    return { claims, asked };
  };

  it('are the person alone when the catalog knows nobody', async () => {
    expect((await load({})).claims).toEqual(['user:default/ada']);
  });

  it('go up through groups, level by level, each asked for once', async () => {
    const { claims, asked } = await load({
      'user:default/ada': up('memberOf', 'group:default/web', 'group:default/on-call'),
      'group:default/web': up('childOf', 'group:default/shop'),
      'group:default/on-call': up('childOf', 'group:default/shop'),
      'group:default/shop': up('childOf', 'group:default/everybody'),
    });
    expect(claims).toEqual([
      'user:default/ada',
      'group:default/web',
      'group:default/on-call',
      'group:default/shop',
      'group:default/everybody',
    ]);
    expect(asked.flat()).toEqual(claims);
    expect(asked).toHaveLength(4);
  });

  it('follow membership only, not what a group has or owns', async () => {
    const { claims } = await load({
      'user:default/ada': {
        relations: [
          { type: 'ownerOf', targetRef: 'component:default/web' },
          { type: 'memberOf', targetRef: 'group:default/web' },
        ],
      },
      'group:default/web': {
        relations: [
          { type: 'parentOf', targetRef: 'group:default/below' },
          { type: 'hasMember', targetRef: 'user:default/ben' },
        ],
      },
    });
    expect(claims).toEqual(['user:default/ada', 'group:default/web']);
  });

  it('end where groups go in a circle, and at a depth nobody has', async () => {
    const circle = {
      'user:default/ada': up('memberOf', 'group:default/a'),
      'group:default/a': up('childOf', 'group:default/b'),
      'group:default/b': up('childOf', 'group:default/a'),
    };
    expect((await load(circle)).claims).toHaveLength(3);
    const endless = Object.fromEntries(
      Array.from({ length: 100 }, (_, level) => [`g${level}`, up('childOf', `g${level + 1}`)]),
    );
    expect((await load(endless, 'g0')).claims).toHaveLength(33);
  });
});
