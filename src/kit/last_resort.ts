import { plainAnswer } from "./plain_answer.ts";
import { errorFields, type Logger } from "./logger.ts";

/**
 * Options of every server: what a handler does not catch is a line in the log and a bare 500. Left
 * to itself, Bun shows such errors to whoever asked, with paths and source, unless NODE_ENV says
 * that this is production.
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
