import { matchesAll } from './Labels';
import { parseQuery } from './parseQuery';
import { QueryError } from './QueryError';

const shop = { __name__: 'job:success_rate:ratio', namespace: 'shop', service: 'cart-preview' };

function selects(query: string): boolean {
  const read = parseQuery(query);
  return read.kind === 'selector' && matchesAll(read.matchers, shop);
}

it.each([
  ['job:success_rate:ratio', true],
  ['job:success_rate:ratio{}', true],
  ['job:success_rate:ratio{namespace="shop",service="cart-preview"}', true],
  ["  job:success_rate:ratio { namespace = 'shop' , service=`cart-preview`, } ", true],
  ['job:success_rate:ratio{service="cart"}', false],
  ['job:success_rate:ratio{service!="cart"}', true],
  ['job:success_rate:ratio{service=~"cart(-preview)?"}', true],
  ['job:success_rate:ratio{service=~"cart"}', false],
  ['job:success_rate:ratio{service!~"cart.*"}', false],
  ['job:success_rate:ratio{cluster=""}', true],
  ['job:success_rate:ratio{cluster!=""}', false],
  ['{__name__=~"job:.*",service="cart-preview"}', true],
  ['job:duration_seconds:p99{service="cart-preview"}', false],
  ['{service="cart\\u002dpreview"}', false],
  ['{service="cart\\n"}', false],
])('%s selects the preview of the cart: %s', (query, expected) => {
  expect(selects(query)).toBe(expected);
});

it.each([
  ['1', 1],
  ['-0.5', -0.5],
  ['1e3', 1_000],
  ['Inf', Infinity],
  ['-inf', -Infinity],
  ['NaN', NaN],
])('%s is a number', (query, value) => {
  expect(parseQuery(query)).toEqual({ kind: 'literal', value });
});

it.each([
  ['', '1:1: parse error: no expression found in input'],
  ['up{', '1:4: parse error: unexpected end of input inside braces'],
  ['up{a}', '1:5: parse error: unexpected character: "}" inside braces'],
  ['up{a="b"', '1:9: parse error: unexpected end of input inside braces'],
  ['up{a="b" c="d"}', '1:10: parse error: unexpected character: "c" inside braces'],
  ['up{a="b\n"}', '1:6: parse error: unexpected character: "\\"" inside braces'],
  ['up)', '1:3: parse error: unexpected character: ")"'],
  ['\n rate(up[5m])', '2:6: parse error: unexpected character: "("'],
  ['{}', '1:1: parse error: vector selector must contain at least one non-empty matcher'],
  ['{a=~".*"}', '1:1: parse error: vector selector must contain at least one non-empty matcher'],
  ['up{a=~"("}', '1:7: parse error: error parsing regexp: "("'],
])('%j is none, and where', (query, message) => {
  const parse = () => parseQuery(query);
  expect(parse).toThrow(QueryError);
  expect(parse).toThrow(`invalid parameter "query": ${message}`);
});
