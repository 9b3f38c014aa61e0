/** Takes a port, and puts into words why one cannot be had. */
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../contract/errors.ts';

/** Throws NOT_AVAILABLE with the next step when the port or the address cannot be had. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw describeListenError(error, host, port);
  }
}

function describeListenError(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new DomainError(
        'NOT_AVAILABLE',
        `Port ${port} is taken by another program. Close that program, or choose another port with --port.`,
        { field: 'port', details: { reason: 'portTaken' } },
      );
    case 'EACCES':
      return new DomainError(
        'NOT_AVAILABLE',
        `Port ${port} needs administrator rights. Choose a port above 1023 with --port.`,
        { field: 'port' },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new DomainError(
        'NOT_AVAILABLE',
        `This computer has no address ${host}. Leave --host out, or give one of its own addresses.`,
        { field: 'host' },
      );
    default:
      return error;
  }
}
