export const texts = {
  title: "Dashboard",
  description: "What there is, at a glance. Every figure leads to what it counts.",
  nothing: {
    title: "Nothing here yet",
    detail: "This application has no records to show. A command makes the first kind of them:",
    command: "./inv new Product name:str price:decimal",
  },
} as const;
