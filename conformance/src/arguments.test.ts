import { readArguments } from './arguments';

describe('readArguments', () => {
  it('reads a target and what is said of it', () => {
    expect(readArguments(['sandbox'])).toEqual({ target: 'sandbox' });
    expect(
      readArguments(['real', '--kubeconfig', 'k', '--context', 'c', '--lanes', '3', '--only', 'watch/']),
    ).toEqual({ target: 'real', kubeconfig: 'k', context: 'c', lanes: 3, only: 'watch/' });
  });

  it.each([
    [[]],
    [['other']],
    [['sandbox', 'real']],
    [['sandbox', '--lanes', '0']],
    [['sandbox', '--nonsense']],
    [['real', '--moto', 'not a url']],
  ])('refuses %j with how to use it', args => {
    expect(() => readArguments(args)).toThrow(/Use: npm run conformance -- sandbox/);
  });
});
