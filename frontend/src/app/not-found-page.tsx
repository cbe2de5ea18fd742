import { CompassIcon } from "@/components/icons";
import { ButtonLink } from "@/components/links";
import { StateMessage } from "@/components/state-message";
import { product } from "@/lib/product";

import { texts } from "./texts";

export function NotFoundPage() {
  return (
    <>
      <title>{`${texts.notFound.title} · ${product}`}</title>
      <StateMessage
        order={1}
        icon={<CompassIcon size={26} />}
        title={texts.notFound.title}
        detail={texts.notFound.detail}
        action={<ButtonLink to="/">{texts.notFound.action}</ButtonLink>}
      />
    </>
  );
}
