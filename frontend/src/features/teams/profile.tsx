import { useQueryClient } from "@tanstack/react-query";

import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { Section } from "@/components/settings/section";
import { teamUpdateRules } from "@/lib/api/rules";
import { sessionQuery } from "@/lib/api/session";
import { notify } from "@/lib/notify";
import { page, teamAddress } from "@/lib/team-path";

import { updateTeam } from "./api";
import type { Team } from "./api";
import { texts as allTexts } from "./texts";

const texts = allTexts.profile;

/** The name of the team and, for its owner, its address. */
export function Profile({ team }: { team: Team }) {
  const queries = useQueryClient();
  const isOwner = team.role === "owner";
  const state = useRequestForm({
    rules: teamUpdateRules,
    labels: texts.fields,
    initialValues: { name: team.name, slug: team.slug },
    send: async ({ name, slug }) => {
      const changed = await updateTeam(team, isOwner ? { name, slug } : { name });
      if (changed.slug !== team.slug) await page.replace(teamAddress(changed, "/settings/team"));
      notify({ message: texts.done });
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  return (
    <Section title={texts.title} description={isOwner ? texts.description : texts.descriptionForAdmins}>
      <RequestForm state={state} submitLabel={texts.submit}>
        <TextField {...state.form.getInputProps("name")} autoComplete="organization" />
        {isOwner && (
          <TextField
            {...state.form.getInputProps("slug")}
            description={texts.hint}
            leftSection="/t/"
            autoComplete="off"
          />
        )}
      </RequestForm>
    </Section>
  );
}
