/** A phone's refusal as an error of the contract: code, field and words for the desk. */
import { DomainError, type ErrorCode } from '../../../contract/errors.ts';
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import { problemWords } from './words.ts';

export function phoneError(failure: {
  readonly problem: GatewayProblem | 'badAddress';
  readonly detail: string;
}): DomainError {
  const { problem, detail } = failure;
  const codes: Partial<Record<typeof problem, ErrorCode>> = {
    badAddress: 'INVALID_INPUT',
    unreachable: 'GATEWAY_UNREACHABLE',
    wrongPassword: 'GATEWAY_REFUSED',
    forbidden: 'GATEWAY_REFUSED',
  };
  return new DomainError(codes[problem] ?? 'GATEWAY_UNSUITABLE', problemWords('phone', problem), {
    field: problem === 'wrongPassword' ? 'password' : 'address',
    details: { problem, detail },
  });
}
