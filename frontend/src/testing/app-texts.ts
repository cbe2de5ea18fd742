import { sections } from "@/app/sections";

export { texts as appTexts } from "@/app/texts";

/** What the navigation calls the page at an address. */
export function labelOf(address: string): string {
  return sections.find(({ to }) => to === address)?.label ?? "";
}
