import { ActionIcon, Menu } from "@mantine/core";
import IconDots from "@tabler/icons-react/icons/IconDots";
import { useState } from "react";
import type { ReactNode } from "react";

import { ConfirmDialog } from "./confirm-dialog";
import type { Question } from "./confirm-dialog";
import { useFocusBack } from "./focus";

interface ActionMenuProps<Action extends string> {
  /** What the actions are about. */
  name: string;
  actions: readonly Action[];
  /** The action that is shown in red. */
  destructive: Action;
  texts: {
    actionsFor: (name: string) => string;
    actions: Readonly<Record<Action, string>>;
    /** Of the actions that ask first. */
    questions: Readonly<Partial<Record<Action, (name: string) => Question>>>;
  };
  loading: boolean;
  onAction: (action: Action) => void;
  /** Items above the actions. */
  children?: ReactNode;
}

/** A button with a menu of what can be done with the record of a row. */
export function ActionMenu<Action extends string>(props: ActionMenuProps<Action>) {
  const { name, actions, destructive, texts, loading, onAction, children } = props;
  const button = useFocusBack(loading);
  const [pending, setPending] = useState<{ action: Action; question: Question }>();

  function choose(action: Action) {
    const question = texts.questions[action];
    if (question === undefined) onAction(action);
    else {
      // The dialog returns the focus to it. The chosen item will be gone.
      button.current?.focus();
      setPending({ action, question: question(name) });
    }
  }

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon ref={button} size={32} loading={loading} aria-label={texts.actionsFor(name)}>
            <IconDots aria-hidden size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {children}
          {actions.map((action) => (
            <Menu.Item
              key={action}
              {...(action === destructive && { color: "red" })}
              onClick={() => choose(action)}
            >
              {texts.actions[action]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {pending && (
        <ConfirmDialog
          {...pending.question}
          onConfirm={() => {
            setPending(undefined);
            onAction(pending.action);
          }}
          onCancel={() => setPending(undefined)}
        />
      )}
    </>
  );
}
