/** Someone without an account who has an invite. */
import type { Services } from "../context.ts";
import {
  type RegisterInput,
  registerAccount,
  type RegistrationRequest,
} from "../people/accounts.ts";
import { type Joined, useInvite } from "./use_invite.ts";

/**
 * Creates an account and uses the invite in one transaction. An invite is a teacher's word for the person,
 * so it also works where registration is closed. If addresses must be of certain domains, they still must.
 * @throws {Refusal} as `registerAccount` and `useInvite`
 */
export async function registerByInvite(
  services: Services,
  { inviteId, registration, address }: RegistrationRequest & { inviteId: string },
  input: RegisterInput,
): Promise<Joined & { userId: string }> {
  let joined: Joined | undefined;
  const isClosed = registration.mode === "closed";
  const request: RegistrationRequest = {
    registration: isClosed ? { mode: "open" } : registration,
    address,
    also: async (writing, id) => {
      joined = await useInvite(services, writing, { inviteId, userId: id });
    },
  };
  const { userId } = await registerAccount(services, request, input);
  return { userId, ...joined! };
}
