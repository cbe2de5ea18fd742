import { PageHeader } from "@/components/page-header";

import { texts } from "../texts";

/** What the dashboard begins with. */
export function DashboardHeader() {
  return <PageHeader title={texts.title} description={texts.description} />;
}
