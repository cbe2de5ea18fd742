import { product } from "@/lib/product";

export const texts = {
  skip: "Skip to content",
  home: `${product} home`,
  navigation: "Main",
  more: "More",
  notFound: {
    title: "Page not found",
    detail: "Check the address, or start from the dashboard.",
    action: "Back to dashboard",
  },
} as const;
