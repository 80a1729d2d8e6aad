/** One question to the controller. */
export type ControllerRequest = {
  readonly path: '/v1/cert.pem' | '/v1/rotate' | '/v1/verify';
  /** JSON to POST; without it, it is a GET. */
  readonly body?: string;
};

/** What the controller answers, or whoever stands before it. */
export type ControllerAnswer = {
  /** The status in HTTP's numbers. */
  readonly status: number;
  readonly body: Buffer;
  /** How long it asks to be left alone, in milliseconds. */
  readonly retryAfter?: number | undefined;
};

/** A way to the controller. */
export type ControllerTransport = {
  /** Where errors say that the controller is. */
  readonly address: string;
  /** Whether nobody on the way can answer in the controller's place. */
  readonly safe: boolean;
  /** @throws FieldError where there is no answer, or one that is too large */
  send(request: ControllerRequest): Promise<ControllerAnswer>;
};

/** More than any answer of the controller: a Secret holds 1 MiB, of which base64 makes a third more. */
export const mostOfAnswer = 4 * 1024 * 1024;
