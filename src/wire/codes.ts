/**
 * The kinds of refusals. `retry` tells a client whether the same request may succeed later; a
 * client never needs to parse the text.
 */
export const refusalCodes = {
  bad_json: { retry: false },
  unknown_kind: { retry: false },
  invalid: { retry: false },
  too_large: { retry: false },
  unauthenticated: { retry: false },
  forbidden: { retry: false },
  not_found: { retry: false },
  /** For requests only: a socket has no methods. */
  wrong_method: { retry: false },
  conflict: { retry: false },
  limited: { retry: true },
  busy: { retry: true },
  storage_full: { retry: true },
  internal: { retry: true },
} as const;

export type RefusalCode = keyof typeof refusalCodes;

/** Close codes of our own (RFC 6455, section 7.4.2, leaves 4000 to 4999 to applications). */
export const closeCodes = {
  /** 1001: the server is restarting; reconnect after a moment. */
  goingAway: 1001,
  /** The socket did not identify itself in time. */
  unidentified: 4001,
  /**
   * The session ended: signed out, password changed, account disabled. Do not reconnect with it.
   */
  signedOut: 4002,
  /** Too many frames at once, or too many sockets. */
  flooding: 4003,
  /** The client was silent for too long. */
  silent: 4005,
} as const;
