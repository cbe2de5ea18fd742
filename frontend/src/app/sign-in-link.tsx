import { Anchor } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";

import { ButtonLink } from "@/components/links";

import { texts } from "./texts";

/** Leads to the sign-in page, which comes back to this page. */
export function SignInButton({ visibility }: { visibility: "visible" | "hidden" }) {
  return (
    <ButtonLink
      to="/sign-in"
      search={{ next: useNext() }}
      size="compact-sm"
      flex="none"
      style={{ visibility }}
    >
      {texts.account.signIn}
    </ButtonLink>
  );
}

/** Shown in place of controls that need a session. */
export function SignInHint() {
  const next = useNext();
  return (
    <Anchor size="sm" renderRoot={(anchor) => <Link to="/sign-in" search={{ next }} {...anchor} />}>
      {texts.account.hint}
    </Anchor>
  );
}

function useNext(): string | undefined {
  const { href, pathname, hash } = useLocation();
  // The token of a mailed link stays behind the # of an address, which servers never see.
  return ["/", "/sign-up"].includes(pathname) || hash.includes("token=") ? undefined : href;
}
