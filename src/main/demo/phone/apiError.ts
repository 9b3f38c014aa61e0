/**
 * An answer of the API that is not a success, thrown by a route and written by the front.
 */

export class ApiError extends Error {
  readonly status: number;
  /** The app answers some errors with an empty body. */
  readonly empty: boolean;

  constructor(status: number, message = '') {
    super(message);
    this.status = status;
    this.empty = message === '';
  }
}
