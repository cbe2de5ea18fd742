/** "example.com/é" → "https://example.com/%C3%A9". Text that cannot be a link is unchanged. */
export function toLink(text: string): string {
  const link = /^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`;
  return URL.canParse(link) ? new URL(link).href : text;
}

/** "https://www.example.com/" → "www.example.com" */
export function formatLink(link: string): string {
  return link.replace(/^https?:\/\//, "").replace(/\/$/, "");
}
