import { sections } from "@/app/sections";

export { texts as appTexts } from "@/app/texts";

/** The label of an address in the navigation. */
export function labelOf(address: string): string {
  return sections.find(({ to }) => to === address)?.label ?? "";
}
