import { Group, Text } from "@mantine/core";

import { product } from "@/lib/product";

export function Wordmark() {
  return (
    <Group gap={10} wrap="nowrap">
      <svg aria-hidden="true" width={28} height={28} viewBox="0 0 32 32">
        <rect width="32" height="32" rx="9" fill="#0e705e" />
        <path
          d="M8 9v14M14 9l7 7-7 7"
          fill="none"
          stroke="#fff"
          strokeWidth="3.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="25" cy="16" r="1.9" fill="#ffc46b" />
      </svg>
      <Text component="span" fw={650} fz={17} lts="-0.02em">
        {product}
      </Text>
    </Group>
  );
}
