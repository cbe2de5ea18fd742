import { Text } from "@mantine/core";

interface MarkProps {
  color?: "pine" | "gray" | "orange";
  children: string;
}

/** A word beside a name, such as a role. */
export function Mark({ color = "pine", children }: MarkProps) {
  const light = `--mantine-color-${color}-light`;
  return (
    <Text span px={8} bdrs="xl" fz="xs" fw={550} lh="1.5rem" bg={`var(${light})`} c={`var(${light}-color)`}>
      {children}
    </Text>
  );
}
