import { Stack } from "@mantine/core";
import IconMailCheck from "@tabler/icons-react/icons/IconMailCheck";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";

import { ButtonLink } from "@/components/links";
import { LoadingButton } from "@/components/loading-button";
import { RequestAlert } from "@/components/request-form";
import { StateMessage } from "@/components/state-message";

import { AccountCard } from "./account-card";
import { confirmEmail, readFragment } from "./api";
import { NoToken } from "./choose-password";
import { texts } from "./texts";

export function ConfirmEmailPage() {
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: confirmEmail,
    onSuccess: () => queries.invalidateQueries(),
  });
  const { token } = readFragment(useLocation().hash);
  const { title, description, submit, changed, half, settings } = texts.confirmEmail;
  if (token === undefined) return <NoToken />;
  if (confirm.data) {
    return (
      <div role="status">
        <StateMessage
          order={1}
          icon={<IconMailCheck aria-hidden size={26} />}
          {...(confirm.data.is_changed ? changed : half)}
          action={confirm.data.is_changed && <ButtonLink to="/settings">{settings}</ButtonLink>}
        />
      </div>
    );
  }
  return (
    <AccountCard title={title} description={description}>
      <Stack>
        <RequestAlert error={confirm.error} />
        <LoadingButton loading={confirm.isPending} onClick={() => confirm.mutate(token)}>
          {submit}
        </LoadingButton>
      </Stack>
    </AccountCard>
  );
}
