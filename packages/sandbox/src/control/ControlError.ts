const names = {
  400: 'InputError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  405: 'MethodNotAllowedError',
  415: 'UnsupportedMediaTypeError',
  421: 'MisdirectedRequestError',
} as const;

/** A request that the control interface refuses, with the status it answers. */
export class ControlError extends Error {
  override readonly name: string;

  constructor(
    readonly status: 400 | 403 | 404 | 405 | 415 | 421,
    message: string,
  ) {
    super(message);
    this.name = names[status];
  }
}
