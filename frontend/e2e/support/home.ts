/** The home page of the users of the demo data, who are members of a team. */
export const home = "/t/acme/";
