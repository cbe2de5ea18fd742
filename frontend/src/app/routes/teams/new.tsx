import { createFileRoute } from "@tanstack/react-router";

import { CreateTeamPage } from "@/features/teams/create-team-page";

export const Route = createFileRoute("/teams/new")({ component: CreateTeamPage });
