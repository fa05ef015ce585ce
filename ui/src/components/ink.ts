/** Black or white: whichever reads best on a colour written `#1f4e5f` (WCAG 2.2, relative luminance). */
export function inkOn(fill: string): '#000000' | '#ffffff' {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(fill.slice(at, at + 2), 16)),
  );
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  // Contrast with white is 1.05 / (L + 0.05), with black (L + 0.05) / 0.05: they meet at 0.179.
  return luminance > 0.179 ? '#000000' : '#ffffff';
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
