import type { AwsError } from '../AwsError';
import { content, element, type XmlObject } from './xml';

/** What goes back over the wire. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** How a service speaks. */
export type Protocol = { kind: 'query'; namespace: string } | { kind: 'json'; prefix: string };

/** The name of a refusal in JSON, where it is not its code of the Query protocol with `Exception` behind it. */
const shapes: Record<string, string> = {
  InvalidClientTokenId: 'com.amazon.coral.service#UnrecognizedClientException',
  SignatureDoesNotMatch: 'com.amazon.coral.service#InvalidSignatureException',
  MissingAuthenticationToken: 'com.amazon.coral.service#MissingAuthenticationTokenException',
  AccessDenied: 'com.amazon.coral.service#AccessDeniedException',
  ExpiredToken: 'com.amazon.coral.service#ExpiredTokenException',
  Throttling: 'com.amazonaws.cloudwatch#ThrottlingException',
  ValidationError: 'com.amazonaws.cloudwatch#InvalidParameterValueException',
  InvalidAction: 'com.amazon.coral.service#UnknownOperationException',
  InternalFailure: 'com.amazonaws.cloudwatch#InternalServiceFault',
  InvalidNextToken: 'com.amazonaws.cloudwatch#InvalidNextToken',
};

export function queryReply(namespace: string, action: string, result: XmlObject, requestId: string): Reply {
  const answer = element(`${action}Result`, result);
  const metadata = element('ResponseMetadata', { RequestId: requestId });
  const body = `<${action}Response xmlns="${namespace}">${answer}${metadata}</${action}Response>`;
  return { status: 200, headers: headersOf('text/xml', requestId), body };
}

export function jsonReply(answer: object, requestId: string): Reply {
  const headers = headersOf('application/x-amz-json-1.0', requestId);
  return { status: 200, headers, body: JSON.stringify(answer) };
}

/** A refusal as clients of that protocol read it: in JSON a header gives the code that the Query protocol had. */
export function errorReply(protocol: Protocol, error: AwsError, requestId: string): Reply {
  const { code, message, status } = error;
  const type = status >= 500 ? 'Receiver' : 'Sender';
  if (protocol.kind === 'query') {
    const inner = content({ Error: { Type: type, Code: code, Message: message }, RequestId: requestId });
    const body = `<ErrorResponse xmlns="${protocol.namespace}">${inner}</ErrorResponse>`;
    return { status, headers: headersOf('text/xml', requestId), body };
  }
  const shape = shapes[code] ?? `com.amazonaws.cloudwatch#${code}Exception`;
  return {
    status: status >= 500 ? status : 400,
    headers: {
      ...headersOf('application/x-amz-json-1.0', requestId),
      'x-amzn-query-error': `${code};${type}`,
    },
    body: JSON.stringify({ __type: shape, message }),
  };
}

function headersOf(type: string, requestId: string): Record<string, string> {
  return { 'content-type': type, 'x-amzn-requestid': requestId };
}
