import type { NotificationData } from "@mantine/notifications";

type Notice = Pick<NotificationData, "title" | "message">;

/** Says that something is done. Notifications are a chunk of their own: no page begins with one. */
export function notify({ title, message }: Notice): void {
  void show({ title, message });
}

/** Says that something went wrong, until it is closed: nobody has to read quickly. */
export function notifyFailure({ title, message }: Notice): void {
  void show({ title, message, color: "red", autoClose: false });
}

async function show(data: NotificationData) {
  const { notifications } = await import("@mantine/notifications");
  notifications.show(data);
}
