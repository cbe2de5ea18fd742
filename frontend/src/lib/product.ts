/** What the product is called, wherever the pages say it. */
export const product = "Headstart";
