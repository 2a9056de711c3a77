import { plainAnswer } from "./plain_answer.ts";
import { errorFields, type Logger } from "./logger.ts";

/**
 * Options of every server: an error that no handler catches is logged and answered with a bare 500.
 * Without them Bun shows the client paths and source code, unless NODE_ENV is production.
 */
export function lastResort(logger: Logger) {
  return {
    development: false,
    error(error: unknown): Response {
      logger.error("request.failed", errorFields(error));
      return plainAnswer("Something went wrong on our side. Please try again.", 500);
    },
  } as const;
}
