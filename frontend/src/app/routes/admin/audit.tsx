import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { auditQuery, parseAuditSearch } from "@/features/audit/api";
import { AuditPage } from "@/features/audit/audit-page";

import { administratorsOnly } from "../../administrators-only";

export const Route = createFileRoute("/admin/audit")({
  validateSearch: parseAuditSearch,
  beforeLoad: administratorsOnly,
  loaderDeps: ({ search }) => parseAuditSearch({ ...search }),
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.infiniteQuery(auditQuery(deps)).catch(noop);
  },
  component: Audit,
});

function Audit() {
  return <AuditPage search={Route.useLoaderDeps()} />;
}
