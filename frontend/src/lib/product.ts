/** The name of the product, as shown in the UI. */
export const product = "Headstart";
