import { readRemote, readRepository, repositoryName } from './repository';

describe('readRepository', () => {
  it.each([
    ['https://github.com/shop/checkout', { host: 'github.com', path: 'shop/checkout' }],
    ['https://github.com/shop/checkout.git', { host: 'github.com', path: 'shop/checkout' }],
    ['https://git.shop.example:8443/a/b/c.d/', { host: 'git.shop.example:8443', path: 'a/b/c.d' }],
    ['http://localhost:7012/shop/checkout', { host: 'localhost:7012', path: 'shop/checkout' }],
    ['ssh://git@github.com/shop/checkout', undefined],
    ['https://user:secret@github.com/shop/checkout', undefined],
    ['https://github.com/shop/checkout?ref=x', undefined],
    ['https://github.com/shop', undefined],
    ['https://github.com/shop//checkout', undefined],
    ['https://github.com/shop/%2e%2e', undefined],
    ['https://github.com/shop/check%2Fout', undefined],
    ['git@github.com:shop/checkout', undefined],
    ['', undefined],
  ])('%s', (address, repository) => {
    expect(readRepository(address)).toEqual(repository);
  });

  it('is one repository however its letters are written', () => {
    expect(repositoryName({ host: 'github.com', path: 'Shop/Checkout' })).toBe('github.com/shop/checkout');
  });
});

describe('readRemote', () => {
  const checkout = { host: 'git.shop.example', path: 'shop/checkout' };
  it.each([
    ['https://git.shop.example/shop/checkout.git', checkout],
    ['https://portal:secret@git.shop.example/shop/checkout', checkout],
    ['ssh://git@git.shop.example:2222/shop/checkout.git', checkout],
    ['git@git.shop.example:shop/checkout.git', checkout],
    ['git@git.shop.example:/shop/checkout', checkout],
    ['http://localhost:7012/shop/checkout', { host: 'localhost:7012', path: 'shop/checkout' }],
    ['https://git.shop.example/shop/checkout?ref=x', undefined],
    ['git@git.shop.example:../checkout', undefined],
    ['file:///shop/checkout', undefined],
    ['oci://registry.example/shop/checkout', undefined],
    ['checkout', undefined],
  ])('%s', (address, repository) => {
    expect(readRemote(address)).toEqual(repository);
  });
});
