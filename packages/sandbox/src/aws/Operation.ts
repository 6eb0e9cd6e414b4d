import type { Principal } from './identity/Credentials';
import type { Credentials } from './identity/Credentials';
import type { AwsRegion } from './world/AwsRegion';
import type { AwsWorld } from './world/AwsWorld';
import type { QueryForm } from './wire/QueryForm';
import type { XmlObject } from './wire/xml';

/** Under which circumstances an operation is asked for. */
export interface Circumstances {
  region: AwsRegion;
  /** The other Regions, for what knows of them. */
  world: AwsWorld;
  credentials: Credentials;
  now: Date;
  caller: Principal;
}

/** One thing that a service can be asked for. */
export interface Operation<Input, Answer> {
  /** Whether it changes anything, for which a reader has no right. */
  writes?: boolean;
  /** Whether it needs no signature. */
  unsigned?: boolean;
  /** What it is about, for the refusal of a right; everything when left out. */
  resource?(input: Input, circumstances: Circumstances): string;
  /** @throws AwsError */
  answer(input: Input, circumstances: Circumstances): Answer;
}

export type QueryOperation = Operation<QueryForm, XmlObject>;
export type JsonOperation = Operation<unknown, object>;

interface CommonService {
  /** What its operations are called with in rights, and on bills. */
  name: 'rds' | 'cloudwatch' | 'sts';
  /** The name that its signatures are made for. */
  signingName: string;
}

export interface QueryService extends CommonService {
  protocol: { kind: 'query'; namespace: string };
  version: string;
  operations: Readonly<Record<string, QueryOperation>>;
}

export interface JsonService extends CommonService {
  protocol: { kind: 'json'; prefix: string };
  operations: Readonly<Record<string, JsonOperation>>;
}

export type Service = QueryService | JsonService;
