import { Center, SegmentedControl, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import type { MantineColorScheme } from "@mantine/core";
import IconDeviceDesktop from "@tabler/icons-react/icons/IconDeviceDesktop";
import IconMoon from "@tabler/icons-react/icons/IconMoon";
import IconSun from "@tabler/icons-react/icons/IconSun";

import { texts } from "./texts";

const schemes = [choice("light", IconSun), choice("auto", IconDeviceDesktop), choice("dark", IconMoon)];

export function ColorSchemeControl() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={texts.colorScheme.label}
      size="xs"
      radius="xl"
      withItemsBorders={false}
      data={schemes}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}

function choice(value: MantineColorScheme, Icon: typeof IconSun) {
  const name = texts.colorScheme[value];
  const label = (
    <Center title={name} h={18}>
      <Icon aria-hidden size={15} />
      <VisuallyHidden>{name}</VisuallyHidden>
    </Center>
  );
  return { value, label };
}
