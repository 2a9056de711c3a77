/** People for tests: an account with a session, ready to act. */
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import type { Account, Context, Services } from "#core/context.ts";
import { sessionCookieName, startSession } from "#core/identity/sessions.ts";
import { createRateLimits } from "#core/rates.ts";
import { signToken } from "#core/identity/tokens.ts";
import type { Role } from "#wire/views.ts";
import { logStart } from "#storage/log_position.ts";
import { setPassword } from "#storage/identities.ts";
import { insertUser } from "#storage/users.ts";

export interface TestPerson {
  id: string;
  email: string;
  username: string;
  actor: Account;
  context: Context;
  /** The cookie header that this person's browser sends. */
  cookie: string;
  /** An access token of the same session. */
  token: string;
}

export interface PersonOptions {
  role?: Role;
  name?: string;
  email?: string;
  username?: string;
  /** As stored: a hash, or undefined. */
  password?: string | null;
  expiresAt?: string | null;
  device?: string;
  /** As over https, where a cookie is for TLS only. */
  secure?: boolean;
}

let count = 0;

export async function makePerson(
  services: Services,
  options: PersonOptions = {},
): Promise<TestPerson> {
  count += 1;
  const role = options.role ?? "user";
  const username = options.username ?? `${role}${count}`;
  const email = options.email ?? `${username}@uni.example.edu`;
  const name = options.name ?? `Person ${count}`;
  const id = uuidv7(services.clock.now(), services.random);
  const now = isoNow(services.clock);
  const { password = null, expiresAt } = options;
  const stored = { id, email, username, role, name, at: now };
  await services.db.transaction(async (tx) => {
    await insertUser(tx, stored);
    if (password) await setPassword(tx, { id, password, at: now });
  });
  const session = await startSession(services, { userId: id, device: options.device ?? "A test" });
  // An expired guest can no longer sign in, so the session is created before.
  if (expiresAt) {
    await services.db.transaction(
      (tx) => tx.run`update users set expires_at = ${expiresAt} where id = ${id}`,
    );
  }
  const subject = { userId: id, username, sessionId: session.id };
  const actor: Account = {
    id,
    username,
    name,
    email,
    role,
    locale: null,
    theme: null,
    singleKeys: true,
    stepsEnded: false,
    logEnd: logStart,
    sessionId: session.id,
    endsAtMs: Infinity,
  };
  return {
    id,
    email,
    username,
    actor,
    context: { ...services, actor },
    cookie: `${sessionCookieName(options.secure ?? false)}=${session.token}`,
    token: await signToken(services, subject, "access"),
  };
}

/** The same person with unused limits, for writing as if over days. */
export function unhurried(context: Context): Context {
  return { ...context, rates: createRateLimits(context.clock) };
}
