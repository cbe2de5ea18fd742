import { ActionIcon, Menu } from "@mantine/core";
import IconDots from "@tabler/icons-react/icons/IconDots";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { ConfirmDialog } from "@/components/confirm-dialog";
import { describeError } from "@/lib/api/problem";
import { useUser } from "@/lib/api/session";
import { formatTime } from "@/lib/format";
import { notify, notifyFailure } from "@/lib/notify";

import { useChangeUser } from "./api";
import type { Action, AdminUser } from "./api";
import { texts } from "./texts";
import classes from "./users.module.css";

export function UserRow({ user }: { user: AdminUser }) {
  const isSelf = useUser()?.id === user.id;
  const { name, email, is_admin, is_disabled, created_at, last_seen_at } = user;
  return (
    <tr>
      <td>
        <div className={classes.name}>
          {name}
          {isSelf && <span className={classes.badge}>{texts.you}</span>}
          {is_disabled && (
            <span className={classes.badge} data-kind="disabled">
              {texts.disabled}
            </span>
          )}
        </div>
        <div className={classes.email}>{email}</div>
      </td>
      <td>{is_admin ? texts.administrator : texts.user}</td>
      <td data-label={texts.columns.created}>{formatTime(created_at)}</td>
      <td data-label={texts.columns.lastSeen}>
        {last_seen_at === null ? texts.never : formatTime(last_seen_at)}
      </td>
      {/* Administrators cannot lock themselves out. */}
      <td data-actions>{!isSelf && <Actions user={user} />}</td>
    </tr>
  );
}

type Asked = keyof typeof texts.questions;

function Actions({ user }: { user: AdminUser }) {
  const [asking, setAsking] = useState<Asked>();
  const change = useChangeUser();
  const actions: Action[] = ["sign-out", user.is_disabled ? "enable" : "disable", "delete"];

  function run(action: Action) {
    setAsking(undefined);
    change.mutateAsync({ user, action }).then(
      () => {
        notify({ message: texts.done[action](user.name) });
      },
      (error: unknown) => {
        notifyFailure({ title: texts.failed, message: describeError(error).detail });
      },
    );
  }

  return (
    <>
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            loading={change.isPending}
            aria-label={texts.actionsFor(user.name)}
          >
            <IconDots aria-hidden size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item renderRoot={(item) => <Link to="/admin/audit" search={{ user: user.id }} {...item} />}>
            {texts.audit}
          </Menu.Item>
          {actions.map((action) => (
            <Menu.Item
              key={action}
              {...(action === "delete" && { color: "red" })}
              onClick={() => {
                if (action in texts.questions) setAsking(action as Asked);
                else run(action);
              }}
            >
              {texts.actions[action]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asking && (
        <ConfirmDialog
          title={texts.questions[asking].title(user.name)}
          question={texts.questions[asking].question}
          confirm={texts.questions[asking].confirm}
          cancel={texts.cancel}
          onConfirm={() => {
            run(asking);
          }}
          onCancel={() => {
            setAsking(undefined);
          }}
        />
      )}
    </>
  );
}
