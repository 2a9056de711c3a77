/** People without an account who have an invite: they register, or come as guests. */
import type { Context, Services } from "../context.ts";
import {
  becomeUser,
  type RegisterInput,
  registerAccount,
  registerPass,
  type RegistrationRequest,
} from "../people/accounts.ts";
import { type Joined, type ShownInvite, useInvite } from "./use_invite.ts";

export interface InvitedRequest extends Omit<RegistrationRequest, "also"> {
  invite: Pick<ShownInvite, "id" | "expiresAt">;
}

export type Registered = Joined & { userId: string };

/**
 * Creates an account and uses the invite in one transaction. An invite is a teacher's word for the person,
 * so it also works where registration is closed. If addresses must be of certain domains, they still must.
 * @throws {Refusal} as `registerAccount` and `useInvite`
 */
export function registerByInvite(
  services: Services,
  request: InvitedRequest,
  input: RegisterInput,
): Promise<Registered> {
  return using(services, request, (invited) => registerAccount(services, invited, input));
}

/**
 * The guest who is signed in becomes a user and uses the invite.
 * @throws {Refusal} as `becomeUser` and `useInvite`
 */
export function becomeUserByInvite(
  context: Context,
  request: InvitedRequest,
  input: RegisterInput,
): Promise<Registered> {
  return using(context, request, async (invited) => {
    await becomeUser(context, invited, input);
    return { userId: context.actor.id };
  });
}

/**
 * Creates a guest who sees the group of the invite until it ends.
 * @throws {Refusal} as `registerPass` and `useInvite`
 */
export function enterByPass(
  services: Services,
  request: InvitedRequest,
  { name }: { name: string },
): Promise<Registered> {
  const { expiresAt } = request.invite;
  return using(services, request, (invited) =>
    registerPass(services, invited, { name, expiresAt }),
  );
}

async function using(
  services: Services,
  { invite, registration, address }: InvitedRequest,
  register: (invited: RegistrationRequest) => Promise<{ userId: string }>,
): Promise<Registered> {
  let joined: Joined | undefined;
  const { userId } = await register({
    registration: registration.mode === "closed" ? { mode: "open" } : registration,
    address,
    also: async (writing, id) => {
      joined = await useInvite(services, writing, { inviteId: invite.id, userId: id });
    },
  });
  return { userId, ...joined! };
}
