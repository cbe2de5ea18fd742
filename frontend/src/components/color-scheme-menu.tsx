import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import type { MantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";

import { MoonIcon, ScreenIcon, SunIcon } from "./icons";

const choices: { scheme: MantineColorScheme; label: string; icon: ReactNode }[] = [
  { scheme: "light", label: "Light", icon: <SunIcon size={16} /> },
  { scheme: "dark", label: "Dark", icon: <MoonIcon size={16} /> },
  { scheme: "auto", label: "Like the system", icon: <ScreenIcon size={16} /> },
];

export function ColorSchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light");
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Colour scheme">
          {shown === "dark" ? <MoonIcon /> : <SunIcon />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => {
            setColorScheme(scheme as MantineColorScheme);
          }}
        >
          {choices.map(({ scheme, label, icon }) => (
            <Menu.RadioItem key={scheme} value={scheme} rightSection={icon} closeMenuOnClick>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
