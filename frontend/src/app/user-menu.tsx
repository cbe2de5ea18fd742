import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { useUser } from "@/lib/api/session";

import { initials } from "./initials";
import { SignInButton } from "./sign-in-link";
import classes from "./user-menu.module.css";

// Not needed for the first paint.
const AccountMenu = lazy(async () => ({ default: (await import("./account-menu")).AccountMenu }));

/** Who is signed in, with what concerns the account, or else the link to sign in. */
export function UserMenu() {
  const user = useUser();
  const { pathname } = useLocation();
  if (user) {
    return (
      <Suspense fallback={<span className={classes.button} data-initials={initials(user.name)} />}>
        <AccountMenu user={user} />
      </Suspense>
    );
  }
  if (pathname === "/sign-in") return null;
  // Until it is known whether somebody is signed in, and during an outage, it only takes up its place.
  return <SignInButton visibility={user === null ? "visible" : "hidden"} />;
}
