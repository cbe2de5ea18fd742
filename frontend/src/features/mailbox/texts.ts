export const texts = {
  title: "Mailbox",
  description: "Mail sent in development. Without SMTP_URL, nothing leaves this machine.",
  send: "Send a test message",
  notSent: "The message was not sent",
  empty: "Empty",
  notEmptied: "The mailbox was not emptied",
  received: "Received",
  previews: "Previews",
  back: "All messages",
  waiting: "Waiting to be sent",
  nothing: {
    title: "No mail yet",
    detail: "A message appears here as soon as the product sends one.",
  },
  choose: {
    title: "Choose a message",
    detail: "It opens here, as its reader will see it.",
  },
  gone: {
    title: "This message is gone",
    detail: "The mailbox was emptied.",
  },
  views: { message: "Message", text: "Plain text", headers: "Headers" },
  show: "Show",
  narrow: "As on a phone",
  to: (recipient: string) => `To ${recipient}`,
  sample: "With sample data",
} as const;
