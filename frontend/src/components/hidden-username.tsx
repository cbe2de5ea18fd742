/** Tells password managers whose password a form is about. */
export function HiddenUsername({ email }: { email: string | undefined }) {
  if (email === undefined) return null;
  return <input hidden readOnly type="email" autoComplete="username" value={email} />;
}
