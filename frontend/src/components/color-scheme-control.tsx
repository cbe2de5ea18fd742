import { Center, SegmentedControl, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import type { MantineColorScheme } from "@mantine/core";
import type { ComponentType } from "react";

import { MoonIcon, ScreenIcon, SunIcon } from "./icons";

const schemes = [
  choice("light", "Light", SunIcon),
  choice("auto", "Like the system", ScreenIcon),
  choice("dark", "Dark", MoonIcon),
];

export function ColorSchemeControl() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label="Colour scheme"
      size="xs"
      radius="xl"
      withItemsBorders={false}
      data={schemes}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}

function choice(value: MantineColorScheme, name: string, Icon: ComponentType<{ size: number }>) {
  const label = (
    <Center title={name} h={18}>
      <Icon size={15} />
      <VisuallyHidden>{name}</VisuallyHidden>
    </Center>
  );
  return { value, label };
}
