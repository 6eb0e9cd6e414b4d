import { z } from 'zod';
import { AwsError } from '../AwsError';

const token = z.string().regex(/^\d{1,9}$/);

/** A page of a list that does not change its order. @throws AwsError InvalidNextToken */
export function pageAt<Item>(all: readonly Item[], nextToken: string | undefined, most: number) {
  const begin = readToken(nextToken);
  const page = all.slice(begin, begin + most);
  const goesOn = begin + most < all.length;
  return { page, ...(goesOn && { NextToken: writeToken(begin + most) }) };
}

function writeToken(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

function readToken(text: string | undefined): number {
  if (text === undefined) return 0;
  const read = token.safeParse(Buffer.from(text, 'base64url').toString('utf8'));
  if (read.success) return Number(read.data);
  throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
}
