import { Group, Menu, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { ActionMenu } from "@/components/action-menu";
import { Mark } from "@/components/settings/mark";
import { useChange } from "@/components/use-change";
import { useUser } from "@/lib/api/session";
import { formatTime } from "@/lib/format";

import { changeUser } from "./api";
import type { Action, AdminUser } from "./api";
import { texts } from "./texts";

export function UserRow({ user }: { user: AdminUser }) {
  const isSelf = useUser()?.id === user.id;
  const { name, email, is_admin, is_disabled, created_at, last_seen_at } = user;
  return (
    <tr>
      <td>
        <Group gap="4px 8px" fw={600} style={{ overflowWrap: "anywhere" }}>
          {name}
          {isSelf && <Mark color="gray">{texts.you}</Mark>}
          {is_disabled && <Mark color="orange">{texts.disabled}</Mark>}
        </Group>
        <Text inherit c="dimmed">
          {email}
        </Text>
      </td>
      <td>{is_admin ? texts.administrator : texts.user}</td>
      <td data-time data-label={texts.columns.created}>
        {formatTime(created_at)}
      </td>
      <td data-time data-label={texts.columns.lastSeen}>
        {last_seen_at === null ? texts.never : formatTime(last_seen_at)}
      </td>
      {/* Administrators cannot lock themselves out. */}
      <td data-actions>{!isSelf && <Actions user={user} />}</td>
    </tr>
  );
}

function Actions({ user }: { user: AdminUser }) {
  const change = useChange((action: Action) => changeUser(user, action), {
    done: (action) => texts.done[action](user.name),
    failed: texts.failed,
  });
  return (
    <ActionMenu
      name={user.name}
      actions={["sign-out", user.is_disabled ? "enable" : "disable", "delete"]}
      destructive="delete"
      texts={texts}
      loading={change.isPending}
      onAction={change.mutate}
    >
      <Menu.Item renderRoot={(item) => <Link to="/admin/audit" search={{ user: user.id }} {...item} />}>
        {texts.audit}
      </Menu.Item>
    </ActionMenu>
  );
}
