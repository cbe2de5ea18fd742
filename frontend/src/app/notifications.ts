// A file of its own, so that it is a chunk of its own: nobody needs it for the first paint.
export { Notifications as default } from "@mantine/notifications";
