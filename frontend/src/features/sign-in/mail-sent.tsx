import { Button, Group } from "@mantine/core";
import IconMail from "@tabler/icons-react/icons/IconMail";

import { ButtonLink } from "@/components/links";
import { StateMessage } from "@/components/state-message";

import { texts } from "./texts";

interface MailSentProps {
  texts: { title: string; detail: (email: string) => string };
  email: string;
  onBack: () => void;
}

/** Tells to look for a message. It is the same whether or not the address has an account. */
export function MailSent({ texts: { title, detail }, email, onBack }: MailSentProps) {
  return (
    <div role="status">
      <StateMessage
        order={1}
        icon={<IconMail aria-hidden size={26} />}
        title={title}
        detail={detail(email)}
        action={
          <Group justify="center">
            <Button variant="default" onClick={onBack}>
              {texts.otherAddress}
            </Button>
            {import.meta.env.DEV && <ButtonLink to="/dev/mail">{texts.mail}</ButtonLink>}
          </Group>
        }
      />
    </div>
  );
}
