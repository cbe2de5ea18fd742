export const texts = {
  title: "Dashboard",
  description: "An overview of your data.",
  nothing: {
    title: "Nothing here yet",
    detail: "Create your first resource with this command:",
    command: "./inv new Product name:str price:money",
  },
} as const;
