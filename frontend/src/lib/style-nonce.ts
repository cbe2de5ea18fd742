/**
 * The nonce that the Content Security Policy requires of style elements, which the proxy writes into the page. In
 * development, there is no policy.
 */
export const styleNonce = document.querySelector<HTMLElement>("meta[property=csp-nonce]")?.nonce ?? "";

// Where react-remove-scroll, which Mantine's dialogs use, looks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
