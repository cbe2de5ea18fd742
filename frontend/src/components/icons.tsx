import type { ReactNode } from "react";

interface IconProps {
  size?: number;
}

/** Outlined 24-pixel icons that take the colour of the text around them. */
function outline(shape: ReactNode) {
  return function Icon({ size = 18 }: IconProps) {
    return (
      <svg
        aria-hidden="true"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {shape}
      </svg>
    );
  };
}

export const PlusIcon = outline(<path d="M12 5v14M5 12h14" />);
export const SearchIcon = outline(
  <path d="M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.3 15.3 20 20" />,
);
export const PencilIcon = outline(
  <path d="M4 20l1-4.5L16 4.5a2.1 2.1 0 0 1 3 0l.5.5a2.1 2.1 0 0 1 0 3L8.5 19zM14 6.5 17.5 10" />,
);
export const TrashIcon = outline(
  <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5" />,
);
export const BookIcon = outline(
  <path d="M5 18.5v-13A2.5 2.5 0 0 1 7.5 3H19v18H7.5A2.5 2.5 0 0 1 5 18.5 2.5 2.5 0 0 1 7.5 16H19M9.5 7.5h5" />,
);
export const PeopleIcon = outline(
  <path d="M9 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M2.5 20a6.5 6.5 0 0 1 13 0M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5a6.5 6.5 0 0 1 3.5 5.5" />,
);
export const RecordsIcon = outline(
  <path d="M4.5 5h15v14h-15zM4.5 9.7h15M4.5 14.3h15M9.5 9.7V19" />,
);
export const ChartIcon = outline(<path d="M4 20V4M4 20h16M8.5 16v-4M13 16V8M17.5 16v-6" />);
export const MoreIcon = outline(<path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth={3} />);
export const SunIcon = outline(
  <path d="M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />,
);
export const MoonIcon = outline(<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5" />);
export const ScreenIcon = outline(<path d="M3.5 5h17v11.5h-17zM9 20h6M12 16.5V20" />);
export const ArrowUpIcon = outline(<path d="M12 19V5M6.5 10.5 12 5l5.5 5.5" />);
export const ArrowDownIcon = outline(<path d="M12 5v14M6.5 13.5 12 19l5.5-5.5" />);
export const SortableIcon = outline(<path d="M8.5 9.5 12 6l3.5 3.5M8.5 14.5 12 18l3.5-3.5" />);
export const CloudOffIcon = outline(
  <path d="M3 3l18 18M8 8.3A5.5 5.5 0 0 0 6.5 19H17M19.5 18a4 4 0 0 0-2.3-7A5.5 5.5 0 0 0 11 6.8" />,
);
export const AlertIcon = outline(
  <path d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M12 8v4.5M12 15.8v.1" />,
);
export const CompassIcon = outline(
  <path d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M15.5 8.5l-2 5-5 2 2-5z" />,
);
