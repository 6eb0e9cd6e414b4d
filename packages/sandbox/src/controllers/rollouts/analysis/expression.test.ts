import { evaluateCondition } from './expression';
import { ExpressionError } from './parseExpression';

describe('evaluateCondition', () => {
  it.each<[string, unknown, boolean]>([
    ['result[0] >= 0.95', [0.97], true],
    ['result[0] >= 0.95', [0.5], false],
    ['result < 500', 120, true],
    ['len(result) == 0', [], true],
    ['len(result) == 0 || result[0] < 0.01', [], true],
    ['len(result) == 0 || result[0] < 0.01', [0.5], false],
    ['isNaN(result[0]) || result[0] <= 1', [NaN], true],
    ['!isNaN(result[0]) && result[0] >= 99', [99.5], true],
    ['result.successRate >= 99', { successRate: 98.7 }, false],
    ["result.status == 'ok' and not (result.errors > 0)", { status: 'ok', errors: 0 }, true],
    ['result["data"]["value"] == 1', { data: { value: 1 } }, true],
    ['all(result, {# < 5})', [1, 2, 3], true],
    ['any(result, # > 2 && # < 3)', [1, 2, 3], false],
    ['none(result, # > 5)', [1, 2], true],
    ['1 + 2 * 3 == 7 && (1 + 2) * 3 == 9', 0, true],
    ['result in [1, 2, 3]', 2, true],
    ['asFloat(result) * 100 > 50 ? true : false', '0.7', true],
    ['default(result, 0) < 1', null, true],
    ['isNil(result)', undefined, true],
    ['result == nil', null, true],
    ['-1.5e1 < result', -14, true],
    ['10 - 2 - 3 == 5', 0, true],
  ])('%s of %j is %s', (condition, result, expected) => {
    expect(evaluateCondition(condition, result)).toBe(expected);
  });

  it.each([
    ['result[0] >= 0.95', [], 'index out of range'],
    ['result >', 1, 'unexpected token EOF'],
    ['result + 1', 1, 'expected bool, but got float64'],
    ['unknown(result)', 1, 'unknown name unknown'],
    ['result >= "a"', 1, 'mismatched types'],
    ['result = 1', 1, 'unrecognized character'],
    ['(result', 1, 'expected )'],
  ])('%s of %j is refused: %s', (condition, result, message) => {
    expect(() => evaluateCondition(condition, result)).toThrow(ExpressionError);
    expect(() => evaluateCondition(condition, result)).toThrow(message);
  });
});
