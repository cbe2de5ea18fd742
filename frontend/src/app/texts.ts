export const texts = {
  skip: "Skip to the content",
  home: "Headstart, to the first page",
  navigation: "Main",
  dashboard: "Dashboard",
  books: "Books",
  authors: "Authors",
  notFound: {
    title: "This page does not exist",
    detail: "The address may be misspelt, or what was here has moved.",
    action: "Go to the books",
  },
} as const;
