import { Stack } from "@mantine/core";

import { PageHeader } from "@/components/page-header";
import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { Section } from "@/components/settings/section";
import { teamCreateRules } from "@/lib/api/rules";
import { page, teamAddress } from "@/lib/team-path";

import { createTeam } from "./api";
import { texts as allTexts } from "./texts";

const texts = allTexts.create;

export function CreateTeamPage() {
  const state = useRequestForm({
    rules: teamCreateRules,
    labels: texts.fields,
    initialValues: { name: "" },
    send: async (values) => page.replace(teamAddress(await createTeam(values))),
  });
  return (
    <Stack gap="lg" maw="60rem" mx="auto">
      <PageHeader title={texts.title} description={texts.description} />
      <Section {...texts.form}>
        <RequestForm state={state} submitLabel={texts.submit}>
          <TextField
            {...state.form.getInputProps("name")}
            placeholder={texts.placeholder}
            autoComplete="organization"
          />
        </RequestForm>
      </Section>
    </Stack>
  );
}
