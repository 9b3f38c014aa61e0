/**
 * Twilio's answers that are no success: code, HTTP status and words, as the API gives them (twilio.md 2).
 * Owns the table; who throws which code is decided where the rule is.
 */

/** HTTP status and message of each code that a request can be answered with. */
const REFUSALS: Readonly<Record<number, readonly [status: number, message: string]>> = {
  20001: [400, 'Invalid parameter'],
  20003: [401, 'Authenticate'],
  20004: [405, 'Method not allowed'],
  20005: [403, 'Account is not active'],
  20008: [403, 'Resource not accessible with Test Account Credentials'],
  20009: [409, 'Cannot delete or change this message because delivery has not been completed.'],
  20404: [404, 'The requested resource was not found'],
  20422: [422, 'Invalid parameter'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'An internal server error has occurred'],
  20503: [503, 'Service unavailable'],
  21211: [400, "The 'To' number is not a valid phone number."],
  21212: [400, "The 'From' number is not a valid phone number, shortcode, or alphanumeric sender ID."],
  21266: [400, "'To' and 'From' number cannot be the same"],
  21408: [400, 'Permission to send an SMS has not been enabled for the region indicated by the To number'],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [
    400,
    "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.",
  ],
  21608: [400, "The 'To' number is unverified. Trial accounts cannot send messages to unverified numbers."],
  21609: [400, 'Invalid StatusCallback URL'],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [400, "This 'From' number has exceeded the maximum number of queued messages"],
  21612: [400, "The 'To' phone number is not currently reachable using the 'From' phone number."],
  21614: [400, "The 'To' number is not a valid mobile number."],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21620: [400, 'Invalid media URL(s)'],
  21623: [400, 'Number of media files exceeds allowed limit'],
  21624: [400, 'Invalid ValidityPeriod value'],
  21635: [400, "The 'To' number cannot be a landline"],
  21654: [400, 'ContentSid is required'],
  21655: [400, 'The ContentSid is invalid'],
  21656: [400, 'The ContentVariables parameter is invalid'],
  21701: [400, 'The Messaging Service does not exist'],
  21703: [400, 'The Messaging Service does not have a phone number available to send a message'],
  21910: [400, 'Invalid From and To pair. From and To should be of the same channel'],
  30029: [400, 'Invalid ContentRetention'],
  30030: [400, 'Invalid AddressRetention'],
  30409: [400, 'This message cannot be canceled'],
  35111: [400, 'SendAt and ScheduleType are both required to schedule a message'],
  35114: [400, 'SendAt must be between 15 minutes and 35 days in the future'],
  35118: [400, 'MessagingServiceSid is required to schedule a message'],
  60200: [400, 'Invalid parameter'],
  60202: [429, 'Max check attempts reached'],
  60203: [429, 'Max send attempts reached'],
  60205: [403, 'SMS is not supported by landline phone number'],
  60410: [403, 'The destination phone number has been temporarily blocked by Twilio'],
  63007: [400, 'Twilio could not find a Channel with the specified From address'],
  70051: [403, 'Authorization error: the API key does not have the permission for this request'],
};

export class TwilioError extends Error {
  readonly code: number;
  readonly status: number;

  /** A refusal by its code; `message` replaces the usual words. Unknown codes are a 400. */
  constructor(code: number, message?: string) {
    const [status, words] = REFUSALS[code] ?? [400, 'Request refused'];
    super(message ?? words);
    this.code = code;
    this.status = status;
  }
}

/** The error body of every product of the API. */
export function errorBody(error: TwilioError): unknown {
  return {
    code: error.code,
    message: error.message,
    more_info: `https://www.twilio.com/docs/errors/${error.code}`,
    status: error.status,
  };
}
