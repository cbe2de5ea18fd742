/** The page of the browser, as opposed to those of the router. An object, because tests replace its function. */
export const page = {
  /** Loads another address in place of this page. Never resolves, so nothing reacts to what led there. */
  replace: (address: string): Promise<never> => {
    window.location.replace(address);
    return new Promise(() => undefined);
  },
};
