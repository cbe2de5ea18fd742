import { product } from "@/lib/product";

export const texts = {
  skip: "Skip to the content",
  home: `${product}, to the first page`,
  navigation: "Main",
  more: "More",
  notFound: {
    title: "This page does not exist",
    detail: "The address may be misspelt, or what was here has moved.",
    action: "Go to the first page",
  },
} as const;
