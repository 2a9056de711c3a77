import { useMemo, useState } from "preact/hooks";
import { matchesWords, searchKey, searchWords } from "#wire/fold.ts";
import type { MemberView } from "#wire/views.ts";
import { Badge } from "../parts/badge.tsx";
import { CutName } from "../parts/cut_name.tsx";
import { memberSections } from "../parts/member_sections.ts";
import { AvatarLink, PersonLink } from "../parts/person_link.tsx";
import { SearchField } from "../parts/search_field.tsx";
import { Words } from "../parts/words.tsx";
import { plural } from "../text/format.ts";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

interface MemberListProps {
  state: ChatState;
  current: OpenConversation;
}

/** Fewer are seen at a glance. */
const searchFrom = 10;

/** The members by what they are; people who are online come first. */
export function MemberList({ state, current }: MemberListProps) {
  const { locale, texts } = state;
  const late = lateTexts(locale);
  const { members } = current.timeline;
  const marks = current.page.marks ?? {};
  const [typed, setTyped] = useState("");
  const keys = useMemo(
    () =>
      new Map(members.map(({ userId, name }) => [userId, searchKey(name, marks[userId] ?? "")])),
    [members],
  );
  const words = searchWords(typed);
  const found = members.filter(({ userId }) => matchesWords(keys.get(userId) ?? "", words));
  const present = new Set(current.online);
  const ordered = found.toSorted(
    (a, b) => Number(present.has(b.userId)) - Number(present.has(a.userId)),
  );
  return (
    <section class="space-y-3">
      <h3 class="text-xs font-semibold text-muted">
        <Words>{plural(locale, texts.chat.memberCount, members.length)}</Words>
      </h3>
      {members.length > searchFrom && (
        <SearchField id="find-member" label={late.findMember} value={typed} onInput={setTyped} />
      )}
      {memberSections(ordered, current.page.offices ?? {}).map((part) => (
        <section key={part.section} aria-label={texts.common.memberSections[part.section]}>
          <h4 class="flex gap-1 text-xs font-medium text-muted">
            {texts.common.memberSections[part.section]} <Words>{String(part.members.length)}</Words>
          </h4>
          <ul>
            {part.members.map((member) => (
              <Member
                key={member.userId}
                member={member}
                mark={marks[member.userId]}
                online={present.has(member.userId)}
                state={state}
              />
            ))}
          </ul>
        </section>
      ))}
      {found.length === 0 && (
        <p role="status" class="text-sm text-muted">
          {late.noMemberFound}
        </p>
      )}
    </section>
  );
}

interface MemberProps {
  member: MemberView;
  /** What tells members of the same name apart. */
  mark: string | undefined;
  online: boolean;
  state: ChatState;
}

function Member({ member, mark, online, state: { locale, reader, texts } }: MemberProps) {
  const late = lateTexts(locale);
  const { name, role, userId, userRole } = member;
  return (
    <li class="flex min-h-10 items-center gap-3 pointer-coarse:min-h-11">
      <span class="relative flex">
        <AvatarLink id={userId} name={name} size="small" />
        {online && (
          <span class="absolute -right-0.5 -bottom-0.5 size-2.5 rounded-full border-2 border-surface bg-online">
            <span class="sr-only">{late.online}</span>
          </span>
        )}
      </span>
      <span class="min-w-0 flex-1">
        <span dir="auto" class="block truncate text-left text-sm">
          <PersonLink id={userId}>
            <bdi class="notranslate">
              <Words>{name}</Words>
            </bdi>
          </PersonLink>
          {userId === reader.id && <span class="text-muted"> ({late.you})</span>}
        </span>
        {mark && (
          <span class="flex text-xs text-muted">
            <CutName name={mark} />
          </span>
        )}
      </span>
      {role !== "member" && <Badge key={role}>{texts.common.memberRoles[role]}</Badge>}
      {role !== "member" && userRole === "guest" && (
        <Badge key="guest">{texts.common.roles.guest}</Badge>
      )}
    </li>
  );
}
