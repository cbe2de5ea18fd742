import type { UseQueryResult } from "@tanstack/react-query";

import { ActionMenu } from "@/components/action-menu";
import { EntryList, EntryText } from "@/components/settings/entries";
import { Section } from "@/components/settings/section";
import { useChange } from "@/components/use-change";
import { formatDay } from "@/lib/format";

import { changeRole, removeMember, transferTeam } from "./api";
import type { Member, Role } from "./api";
import { texts as allTexts } from "./texts";

const texts = allTexts.members;

interface MembersProps {
  query: UseQueryResult<{ items: Member[] }>;
  /** The ID of the user. */
  self: number;
  /** The role of the user. */
  role: Role;
}

export function Members({ query, self, role }: MembersProps) {
  return (
    <Section title={texts.title} description={texts.description}>
      <EntryList query={query} texts={texts}>
        {(member) => (
          <MemberEntry
            key={member.user_id}
            member={member}
            isSelf={member.user_id === self}
            actions={member.user_id === self ? [] : actionsOn(member, role)}
          />
        )}
      </EntryList>
    </Section>
  );
}

type Action = keyof typeof texts.actions;

/** What somebody with a role may do to another member. */
function actionsOn(member: Member, role: Role): Action[] {
  if (role === "member" || member.role === "owner") return [];
  const other = member.role === "admin" ? "member" : "admin";
  return role === "owner" ? [other, "owner", "remove"] : [other, "remove"];
}

interface MemberEntryProps {
  member: Member;
  isSelf: boolean;
  actions: Action[];
}

function MemberEntry({ member, isSelf, actions }: MemberEntryProps) {
  const { name, email, role, joined_at } = member;
  return (
    <li>
      <EntryText
        name={name}
        marks={isSelf ? [allTexts.roles[role], texts.you] : [allTexts.roles[role]]}
        detail={texts.detail(email, formatDay(joined_at))}
      />
      {actions.length > 0 && <Actions member={member} actions={actions} />}
    </li>
  );
}

function Actions({ member, actions }: { member: Member; actions: Action[] }) {
  const change = useChange((action: Action) => run(member, action), {
    done: (action) => texts.done[action](member.name),
    failed: texts.failed,
  });
  return (
    <ActionMenu
      name={member.name}
      actions={actions}
      destructive="remove"
      texts={texts}
      loading={change.isPending}
      onAction={change.mutate}
    />
  );
}

function run(member: Member, action: Action): Promise<unknown> {
  if (action === "remove") return removeMember(member);
  return action === "owner" ? transferTeam(member) : changeRole(member, action);
}
