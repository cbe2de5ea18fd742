import { readdirSync, readFileSync } from "node:fs";

const list = "src/app/styles/mantine.css";
const folder = "node_modules/@mantine/core/styles";

/** Returns a message for each file of styles that the page needs and the list of Mantine's styles lacks. */
export function missingStyles(page: ParentNode): string[] {
  const classes = [...page.querySelectorAll("[class*='m_']")].flatMap(({ classList }) => [...classList]);
  const files = new Set(classes.flatMap((name) => unlisted.get(name) ?? []));
  return [...files].map((file) => `${list} needs ${file}`);
}

/** Mantine's classes that no listed file defines, each with the file that defines it. */
const unlisted = findUnlisted();

function findUnlisted(): Map<string, string> {
  const text = readFileSync(list, "utf8");
  const files = readdirSync(folder).filter((file) => file.endsWith(".layer.css"));
  const unlistedClasses = new Map<string, string>();
  for (const file of files) {
    for (const name of classesOf(file)) unlistedClasses.set(name, file);
  }
  for (const file of files.filter((each) => text.includes(`/${each}`))) {
    for (const name of classesOf(file)) unlistedClasses.delete(name);
  }
  return unlistedClasses;
}

function classesOf(file: string): string[] {
  const text = readFileSync(`${folder}/${file}`, "utf8");
  return Array.from(text.matchAll(/\.(m_[\da-f]+)/g), ([, name]) => name ?? "");
}
