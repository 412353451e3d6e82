/** The compass of Boussole; the name is always written beside it. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-petrol-7)" />
      <path d="M22.5 9.5 18 18l-8.5 4.5L14 14z" fill="#fff" />
      <circle cx="16" cy="16" r="1.8" fill="var(--mantine-color-petrol-7)" />
    </svg>
  );
}
