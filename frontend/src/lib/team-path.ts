/** The team in an address, with which its path begins: "/t/acme/books" → "/t/acme", "/books" → "" */
export function readTeamPath(address: string): string {
  return /^\/t\/[a-z0-9-]{2,40}(?=[/?#]|$)/.exec(address)?.[0] ?? "";
}

/** The team in the address of this page. A page of another team is a new page load, so it never changes. */
export function teamPath(): string {
  return readTeamPath(window.location.pathname);
}

/** The address of a page of a team: ("acme", "/books") → "/t/acme/books" */
export function teamAddress({ slug }: { slug: string }, address = "/"): string {
  return `/t/${slug}${address}`;
}

/** The page of the browser, as opposed to those of the router. An object, because tests replace its function. */
export const page = {
  /** Loads another address in place of this page. Never resolves, so nothing reacts to what led there. */
  replace: (address: string): Promise<never> => {
    window.location.replace(address);
    return new Promise(() => undefined);
  },
};
