import { PageHeader } from "@/components/page-header";

import { texts } from "../texts";

/** What the first page begins with. */
export function HomeHeader() {
  return <PageHeader title={texts.title} description={texts.description} />;
}
