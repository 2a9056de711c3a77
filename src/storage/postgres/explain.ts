/** Describes problems of a PostgreSQL database for the operator. */
import { SQL } from "bun";
import { errorCode, errorMessage } from "#kit/errors.ts";
import { DatabaseError } from "../adapter.ts";
import { StorageError, type StorageProblem } from "../database.ts";
import { stateOf } from "./errors.ts";

/** @returns undefined if it is not an error of the database */
export function explain(name: string, error: unknown): string | undefined {
  if (error instanceof DatabaseError) return error.message;
  const cause = error instanceof StorageError ? error.cause : error;
  if (cause instanceof SQL.PostgresError) return `${name} ${reasonOf(cause)}`;
  if (isCertificateError(cause)) {
    return `${name} is not trusted (${errorMessage(cause)}). Name its certificate authority in NODE_EXTRA_CA_CERTS, or correct the host in its address.`;
  }
  return error instanceof StorageError ? `${name} ${problems[error.problem]}` : undefined;
}

const problems: Record<StorageProblem, string> = {
  busy: "did not answer in time. Try again.",
  full: "cannot grow: its disk is full. Free some space.",
  unreadable: "is damaged. Restore a backup.",
  moved: "was replaced while it was in use.",
};

const reasons: Record<string, string> = {
  "3D000": "does not exist. Create it, or correct its address.",
  "22021": "cannot store a text with U+0000.",
  "25006": "can only be read. Use the primary server.",
  "28P01": "refused the password. Correct its address.",
  "28000": "refused the role. Correct its address, or its pg_hba.conf.",
  "42501": "does not let this role create or use its tables. Grant it the right.",
  "53100": problems.full,
  "53300": "takes no more connections. Raise max_connections, or stop other programs.",
  "55P03": "has been locked by another program for too long. Try again, or stop that program.",
};

function reasonOf(error: SQL.PostgresError): string {
  const { message } = error;
  if (stateOf(error) === "28000" && /no encryption/.test(message)) {
    return "accepts only encrypted connections. Add ?sslmode=verify-full to its address.";
  }
  const known = reasons[stateOf(error)];
  if (known !== undefined) return known;
  if (stateOf(error) !== "") return `answered: ${message}.`;
  if (errorCode(error) === "ERR_POSTGRES_TLS_NOT_AVAILABLE") {
    return "does not encrypt connections, as sslmode wants. Turn its ssl on, or change sslmode in its address.";
  }
  return `cannot be reached (${message}). Start it, or correct its address.`;
}

/** These come from the connection, before the server has said anything (openssl-verification). */
function isCertificateError(error: unknown): boolean {
  return /^(ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(errorCode(error));
}
